// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillPlanTest {
    private static final DemoOptions OPTIONS = DemoOptions.forRecords(4897);

    @Test
    void everyPointComesBeforeAnyRandomKillAndThenHalfOfThemAre() {
        List<Optional<KillPoint>> kills = kills(new KillPlan(12, OPTIONS, 1));

        EnumSet<KillPoint> seen = EnumSet.noneOf(KillPoint.class);
        kills.forEach(kill -> kill.ifPresent(seen::add));
        assertEquals(EnumSet.allOf(KillPoint.class), seen);
        assertEquals(6, kills.stream().filter(Optional::isEmpty).count());
        assertEquals(
                1,
                kills(new KillPlan(6, OPTIONS, 1)).stream()
                        .filter(Optional::isEmpty)
                        .count());
    }

    @Test
    void aSeedRepeatsItsKills() {
        assertEquals(moments(7), moments(7));
        assertTrue(!moments(7).equals(moments(8)));
    }

    @Test
    void enoughIsLeftForEveryKillWhateverTheSeed() {
        for (long seed = 0; seed < 200; seed++) {
            KillPlan plan = new KillPlan(10, DemoOptions.forRecords(1000), seed);
            int left = plan.leastRecords();
            for (int i = 0; i < plan.size(); i++) {
                int acknowledgements = plan.acknowledgements(i, left);
                assertTrue(acknowledgements >= 1, "seed " + seed);
                left -= acknowledgements + wait(plan, i);
            }
            assertTrue(left >= 0, "seed " + seed + " leaves " + left);
        }
    }

    private static int wait(KillPlan plan, int index) {
        return plan.kill(index).filter(point -> point == KillPoint.MID_ROLL).isPresent()
                ? DemoOptions.RECORDS_A_SEGMENT - 1
                : plan.kill(index)
                                .filter(point -> point == KillPoint.MID_CHECKPOINT)
                                .isPresent()
                        ? 41
                        : 1;
    }

    private static List<String> moments(long seed) {
        KillPlan plan = new KillPlan(12, OPTIONS, seed);
        List<String> moments = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            moments.add(plan.kill(i) + " after " + plan.acknowledgements(i, 4000 - 300 * i));
        }
        return moments;
    }

    private static List<Optional<KillPoint>> kills(KillPlan plan) {
        List<Optional<KillPoint>> kills = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            kills.add(plan.kill(i));
        }
        return kills;
    }
}
