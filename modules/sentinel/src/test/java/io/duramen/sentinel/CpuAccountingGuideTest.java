// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guide shows code that was compiled and run, and names what there is. */
@Tag("S1.79")
class CpuAccountingGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/cpu-accounting.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/duramen/sentinel/CpuAccountingExamplesTest.java");

    @Test
    void everyExampleStandsInASourceThatIsTested() throws IOException {
        String sources = lines(Files.readString(EXAMPLES, UTF_8));
        List<String> examples = blocks();
        assertEquals(6, examples.size());
        for (String example : examples) {
            assertTrue(sources.contains(lines(example)), () -> "not in the tests:\n" + example);
        }
    }

    @Test
    void everyVerdictModeStandingAndFieldIsNamed() throws IOException {
        String guide = Files.readString(GUIDE, UTF_8);
        List<String> names = new ArrayList<>();
        Stream.of(Verdict.values()).map(Enum::name).forEach(names::add);
        Stream.of(Mode.values()).map(Enum::name).forEach(names::add);
        Stream.of(Standing.WARNED, Standing.EXTENDED, Standing.BANNED)
                .map(Enum::name)
                .forEach(names::add);
        Machine machine = new Machine();
        Sentinel sentinel = machine.sentinel().build();
        sentinel.kind("orders").run(() -> machine.burn(600_000));
        names.addAll(sentinel.telemetry().since(0).records().get(0).fields().keySet());
        for (String name : names) {
            assertTrue(guide.contains("`" + name + "`"), () -> name + " is missing");
        }
    }

    private static List<String> blocks() throws IOException {
        List<String> found = new ArrayList<>();
        String[] parts = Files.readString(GUIDE, UTF_8).split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            String[] block = parts[i].split("\n", 2);
            if (block[0].equals("java")) {
                found.add(block[1]);
            }
        }
        return found;
    }

    /** As lines without what a formatter may change. */
    private static String lines(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining()).replaceAll("\\s", "");
    }
}
