// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the figures come about; whether they are good is for the record run to say. */
class GoalsTest {
    private static final Effort LITTLE = new Effort(0.1, 2000);

    @TempDir
    Path directory;

    static List<Goal> goals() {
        return Goals.all();
    }

    @ParameterizedTest
    @MethodSource("goals")
    void everyGoalGivesFiguresThatAreNumbers(Goal goal) throws Exception {
        Map<String, Double> figures = goal.measure(directory, LITTLE);
        assertFalse(figures.isEmpty());
        figures.forEach((name, figure) -> assertFalse(figure.isNaN(), name));
    }

    @Test
    @Tag("S3.37")
    void throughputIsMeasuredByTheFrequencyOfSyncs() throws Exception {
        assertEquals(
                Set.of("every 1 a second", "every 10 a second", "every 100 a second", "every 1000 a second"),
                Goals.named("sync-every").measure(directory, LITTLE).keySet());
    }

    @Test
    @Tag("S3.38")
    @Tag("S3.39")
    @Tag("S2.15")
    void replayIsMeasuredBySizeAndFindsARecordByItsTime() throws Exception {
        Map<String, Double> figures = Goals.named("replay-sizes").measure(directory, LITTLE);
        for (String part : List.of("1/1000", "1/100", "1/10", "1/2", "1/1")) {
            assertTrue(figures.containsKey("ms " + part), part);
            assertTrue(figures.containsKey("ms to find a time " + part), part);
        }
        assertTrue(figures.containsKey("times for twice as many"));
    }

    @Test
    @Tag("S3.40")
    void memoryIsMeasuredForTheLogAndForARecord() throws Exception {
        Map<String, Double> figures = Goals.named("memory").measure(directory, LITTLE);
        assertTrue(figures.keySet().containsAll(Set.of("heap KiB", "direct KiB", "heap bytes a record")));
    }

    @Test
    void aGoalThatIsNotThereIsRefusedByName() {
        assertThrows(UsageException.class, () -> Goals.named("fastest"));
    }
}
