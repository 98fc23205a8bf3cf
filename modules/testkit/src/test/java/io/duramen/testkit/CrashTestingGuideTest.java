// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guide shows code that was compiled and run, and output that was seen. */
class CrashTestingGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/crash-testing.md");
    private static final Path TESTS = Path.of("src/test/java/io/duramen/testkit");

    @Test
    @Tag("S3.65")
    void everyExampleStandsInASourceThatIsTested() throws IOException {
        String sources = lines(Files.readString(TESTS.resolve("Journal.java")))
                + lines(Files.readString(TESTS.resolve("JournalCrashTest.java")));
        List<String> examples = blocks("java");

        assertEquals(5, examples.size());
        for (String example : examples) {
            assertTrue(sources.contains(lines(example)), () -> "not in the tests:\n" + example);
        }
    }

    @Test
    void theFailureShownIsTheOneThatComes() throws IOException {
        CrashFailure failure = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(
                                (storage, log) -> JournalCrashTest.work(withoutDirectorySync(storage), log),
                                (storage, log) -> JournalCrashTest.check(withoutDirectorySync(storage), log))
                        .run());

        List<String> shown = blocks("").get(0).lines().toList();
        String[] first = shown.get(0).split("…", 2);
        String[] found = failure.getMessage().split("\n", 2);
        assertTrue(found[0].startsWith(first[0]), failure::getMessage);
        assertTrue(found[0].endsWith(first[1]), failure::getMessage);
        assertEquals(shown.get(1), found[1]);
    }

    /** As if the line were not there. */
    private static Storage withoutDirectorySync(Storage storage) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return method.getName().equals("syncDirectory") ? null : method.invoke(storage, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Storage)
                Proxy.newProxyInstance(Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, handler);
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> found = new ArrayList<>();
        String[] parts = Files.readString(GUIDE).split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            String[] block = parts[i].split("\n", 2);
            if (block[0].equals(language)) {
                found.add(block[1]);
            }
        }
        return found;
    }

    private static String lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
