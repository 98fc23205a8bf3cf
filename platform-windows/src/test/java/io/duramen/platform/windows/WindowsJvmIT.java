// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tests of this module in a JVM of Windows, under Wine. Run by {@code ./mvnw -Pwindows verify} only. What the Windows JVM said
 * is left in {@code target/windows-suite.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowsJvmIT {
    private static final int TESTS_AT_LEAST = 100;

    private List<String> lines;

    @BeforeAll
    void runTheSuite() throws Exception {
        lines = new Wine().run(WindowsSuiteMain.class);
        Files.write(Path.of("target", "windows-suite.txt"), lines);
    }

    @Test
    @Tag("S1.36")
    void theJvmTakesItselfToBeOnWindows() {
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("SYSTEM Windows ")), () -> said("SYSTEM"));
    }

    @Test
    @Tag("S1.39")
    @Tag("S1.69")
    void everythingPassesButWhatIsKnownNotToUnderWine() {
        assertEquals(
                expected("test "),
                new TreeSet<>(with("FAILED ").toList()),
                () -> "see target/windows-suite.txt; a test that passes now leaves wine-gaps.txt");
        long passed = with("PASSED ").count();
        assertTrue(passed >= TESTS_AT_LEAST, passed + " tests passed");
        assertEquals(List.of(), with("SKIPPED ").toList());
    }

    @Test
    @Tag("S1.69")
    void whatWineLacksIsWhatItIsKnownToLack() {
        assertEquals(
                expected("call "),
                new TreeSet<>(with("GAP ").toList()),
                "a gap that is closed leaves wine-gaps.txt, a new one enters it and docs/platforms.md");
    }

    private java.util.stream.Stream<String> with(String word) {
        return lines.stream().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length()));
    }

    private String said(String word) {
        return with(word).collect(Collectors.joining("\n"));
    }

    private static Set<String> expected(String word) {
        try (var in = Objects.requireNonNull(WindowsJvmIT.class.getResourceAsStream("/wine-gaps.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
