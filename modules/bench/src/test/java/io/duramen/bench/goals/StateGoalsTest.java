// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the figures of the store come about; whether they are good is for the record run to say. */
class StateGoalsTest {
    private static final Effort LITTLE = new Effort(0.1, 2000);

    @TempDir
    Path directory;

    static Stream<Goal> goals() {
        return Stream.of(Goals.recovery(), Goals.state()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("goals")
    void everyGoalIsFoundByNameAndGivesFiguresThatAreNumbers(Goal goal) throws Exception {
        assertSame(goal.getClass(), Goals.named(goal.name()).getClass());
        if (goal.isPrepared()) {
            goal.prepare(directory, LITTLE);
        }
        Map<String, Double> figures = goal.measure(directory, LITTLE);
        assertFalse(figures.isEmpty());
        figures.forEach((name, figure) -> assertFalse(figure.isNaN(), name));
    }

    @Test
    void whatIsRecoveredIsWhatWasCommittedEachTime() throws Exception {
        Goal goal = Goals.named("recovery");
        goal.prepare(directory, LITTLE);
        assertEquals(2000, goal.measure(directory, LITTLE).get("transactions"));
        assertEquals(2000, goal.measure(directory, LITTLE).get("transactions"));
    }

    @Test
    @Tag("S4.20")
    void openingIsMeasuredWithTransactionsThatWereNeverCommitted() throws Exception {
        Map<String, Double> figures = Goals.named("uncommitted").measure(directory, LITTLE);
        assertEquals(20, figures.get("uncommitted"));
        assertTrue(figures.containsKey("CPU ms over none"));
    }

    @Test
    @Tag("S1.35")
    @Tag("S1.72")
    @Tag("S4.21")
    void theOverheadOfACommitIsMeasuredBesideWritesOfTheSameBytes() throws Exception {
        Map<String, Double> figures = Goals.named("overhead").measure(directory, LITTLE);
        for (String writers : List.of("1 writer", "16 writers")) {
            assertTrue(figures.containsKey(writers + ", commits a second"), figures::toString);
            assertTrue(figures.containsKey(writers + ", percent slower"), figures::toString);
        }
        assertTrue(figures.containsKey("16 writers, bytes a commit"), figures::toString);
    }

    @Test
    @Tag("S4.18")
    @Tag("S4.19")
    void theStepsOfACommitAreMeasuredApart() throws Exception {
        assertTrue(Goals.named("steps")
                .measure(directory, LITTLE)
                .keySet()
                .containsAll(Set.of("us write and sync", "us rename", "us directory sync", "us commit, STRICT")));
    }

    @Test
    void aStoreThatFitsLivesThroughEveryStep() throws Exception {
        assertEquals(
                HeapGoal.STEPS, Goals.named("heap").measure(directory, LITTLE).get("steps of 6"));
    }
}
