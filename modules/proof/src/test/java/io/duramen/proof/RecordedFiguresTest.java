// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was measured last, as {@code docs/performance.md} tells it, is what was required. */
class RecordedFiguresTest {
    private static final int APPENDS_A_SECOND = 2;
    private static final int P99_MICROS = 5;

    @Test
    @Tag("S2.13")
    void ofAHundredCommitsNinetyNineTakeLessThanFiveMilliseconds() throws IOException {
        for (List<String> cell : cells()) {
            assertTrue(number(cell, P99_MICROS) < 5_000, cell::toString);
        }
    }

    @Test
    @Tag("S2.14")
    void moreThanAThousandSyncedCommitsAreDoneEachSecond() throws IOException {
        for (List<String> cell : cells()) {
            assertTrue(number(cell, APPENDS_A_SECOND) > 1_000, cell::toString);
        }
    }

    /** The rows of the log with its defaults, one for each number of threads and size of records. */
    private static List<List<String>> cells() throws IOException {
        List<List<String>> cells = Files.readAllLines(Path.of("../../docs/performance.md")).stream()
                .takeWhile(line -> !line.startsWith("## Buffered"))
                .filter(line -> line.startsWith("| Duramen, WAL |"))
                .map(line -> List.of(line.split("\\s*\\|\\s*", -1)))
                .toList();
        assertFalse(cells.size() < 6, () -> "only " + cells.size() + " cells are on record");
        return cells;
    }

    private static double number(List<String> row, int column) {
        return Double.parseDouble(row.get(column).replace(",", ""));
    }
}
