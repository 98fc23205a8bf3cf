// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.Sealing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the figures of sealing come about; whether they are good is for the record run to say. */
class SealGoalsTest {
    private static final Effort LITTLE = new Effort(0.05, 2000);

    @TempDir
    Path directory;

    static List<Goal> goals() {
        return Goals.seal();
    }

    @ParameterizedTest
    @MethodSource("goals")
    @Tag("S3.23")
    void everyGoalIsFoundByNameAndGivesFiguresThatAreNumbers(Goal goal) throws Exception {
        assertSame(goal.getClass(), Goals.named(goal.name()).getClass());
        Map<String, Double> figures = goal.measure(directory, LITTLE);
        assertFalse(figures.isEmpty());
        figures.forEach((name, figure) -> assertTrue(Double.isFinite(figure), name));
    }

    @Test
    void aSealedFrameIsAsMuchLargerAsTheFormatSays() throws Exception {
        Map<String, Double> figures = Goals.named("seal-size").measure(directory, LITTLE);
        for (int group : SealedSizeGoal.GROUPS) {
            double plain = figures.get("bytes of " + group + " records, plain");
            double sealed = figures.get("bytes of " + group + " records, sealed");
            assertTrue(plain > group * 256, figures::toString);
            assertEquals(Sealing.FRAME_OVERHEAD, sealed - plain, figures::toString);
        }
    }

    @Test
    void turnsAreComparedWithTheOnesBesideThem() {
        Pair.Turns turns = new Pair.Turns(new double[] {100, 10, 50, 0}, new double[] {90, 8, 45, 7});

        assertEquals(10, turns.percentLess(), 1e-9); // 0.9, 0.8, 0.9, and a turn of nothing, which shows nothing
        assertEquals(-3.5, turns.more(), 1e-9);
        assertEquals(30, turns.medianPlain());
        assertEquals(26.5, turns.medianSealed());
    }
}
