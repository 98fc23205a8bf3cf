// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide shows code that was compiled and run, and names what there is. */
class MonitoringGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/monitoring.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/duramen/metrics/MonitoringExamplesTest.java");
    private static final Path EVENTS = Path.of("../wal/src/main/java/io/duramen/wal/segmented/FlightEvents.java");
    private static final Pattern METER =
            Pattern.compile("(?m)^\\| `(duramen\\.wal\\.[a-z.]+)` \\| \\w+ \\| (\\w+) \\|");
    private static final Pattern STAGE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ");

    /** What the table of meters says, by name. */
    static Map<String, String> unitsInTheGuide() {
        return METER.matcher(guide())
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (a, b) -> a, TreeMap::new));
    }

    @Test
    void everyExampleStandsInASourceThatIsTested() throws IOException {
        String sources = lines(Files.readString(EXAMPLES));
        List<String> examples = blocks();
        assertEquals(4, examples.size());
        for (String example : examples) {
            assertTrue(sources.contains(lines(example)), () -> "not in the tests:\n" + example);
        }
    }

    @Test
    void everyMeterNamedInTheTextIsInTheTable() {
        Set<String> named = Pattern.compile("duramen\\.wal\\.[a-z.]*[a-z]")
                .matcher(guide().replaceAll("io\\.duramen\\.wal\\.\\w+", ""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(unitsInTheGuide().keySet(), named);
    }

    @Test
    void theStagesAreThoseOfTheLog() {
        assertEquals(
                List.of("claim-wait", "gather", "write", "sync", "marks", "roll", "wake"),
                STAGE.matcher(guide()).results().map(found -> found.group(1)).toList());
    }

    @Test
    void theEventsOfTheFlightRecorderAreNamed() throws IOException {
        String guide = guide();
        List<String> names = Pattern.compile("@Name\\(\"io\\.duramen\\.wal\\.(\\w+)\"\\)")
                .matcher(Files.readString(EVENTS))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(8, names.size());
        names.forEach(name -> assertTrue(guide.contains("`" + name + "`"), name));
    }

    private static String guide() {
        try {
            return Files.readString(GUIDE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks() {
        List<String> found = new ArrayList<>();
        String[] parts = guide().split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            String[] block = parts[i].split("\n", 2);
            if (block[0].equals("java")) {
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
