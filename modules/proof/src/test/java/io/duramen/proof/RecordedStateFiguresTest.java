// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was measured of the store last, as {@code docs/performance-state.md} tells it, is what was required. */
class RecordedStateFiguresTest {
    private static final int GOAL = 1;
    private static final int FIGURE = 2;
    private static final int MEDIAN = 3;
    private static final int SYNCS = 9;

    @Test
    @Tag("S1.72")
    @Tag("S4.21")
    void aCommitIsLessThanATenthSlowerThanASyncedWriteOfTheSameBytes() throws IOException {
        assertTrue(figure("overhead", "1 writer, percent slower") < 10);
        assertTrue(figure("overhead", "16 writers, percent slower") < 10);
    }

    @Test
    @Tag("S4.18")
    void aWriteAndItsSyncTakeLessThanFiveMilliseconds() throws IOException {
        assertTrue(figure("steps", "us write and sync") < 5_000);
    }

    @Test
    @Tag("S4.19")
    void aRenameTakesLessThanATenthOfAMillisecond() throws IOException {
        assertTrue(figure("steps", "us rename") < 100);
    }

    @Test
    @Tag("S4.20")
    void tenThousandUncommittedTransactionsCostAnOpeningLessThanATenthOfASecond() throws IOException {
        assertEquals(10_000, figure("uncommitted", "uncommitted"));
        assertTrue(figure("uncommitted", "CPU ms over none") < 100);
    }

    @Test
    void aMillionKeysAreFilledChangedAndRecoveredWithinAHeapOf256Mebibytes() throws IOException {
        assertEquals(6, figure("heap", "steps of 6"));
    }

    /** A store that is compared and does not sync would be compared with something else than it does. */
    @Test
    void everyStoreComparedSyncsEachCommit() throws IOException {
        List<List<String>> rows = rows().stream()
                .filter(row -> row.size() > SYNCS && row.get(2).matches("[0-9,]+"))
                .toList();
        assertTrue(rows.size() > 24, () -> "only " + rows.size() + " rows are on record");
        for (List<String> row : rows) {
            assertEquals("synced 200 of 200", row.get(SYNCS), row::toString);
        }
    }

    private static double figure(String goal, String figure) throws IOException {
        List<String> found = rows().stream()
                .filter(row -> row.size() > MEDIAN
                        && row.get(GOAL).equals(goal)
                        && row.get(FIGURE).equals(figure))
                .map(row -> row.get(MEDIAN).replaceAll("[ (].*", ""))
                .toList();
        assertFalse(found.isEmpty(), () -> goal + ", " + figure + " is not on record");
        return Double.parseDouble(found.get(0));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("../../docs/performance-state.md")).stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> List.of(line.split("\\s*\\|\\s*", -1)))
                .toList();
    }
}
