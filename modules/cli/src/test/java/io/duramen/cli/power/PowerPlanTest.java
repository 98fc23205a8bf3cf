// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PowerPlanTest {

    @Test
    @Tag("S1.59")
    void theFewestKillsReachEveryPoint() {
        Set<PowerPoint> reached = EnumSet.noneOf(PowerPoint.class);
        for (PowerPlan.Planned kill : new PowerPlan(PowerPlan.least(), 3).kills()) {
            PowerPoint point = kill.point();
            if (point != null) {
                reached.add(point);
            }
        }

        assertEquals(EnumSet.allOf(PowerPoint.class), reached);
    }

    @Test
    void aPointThatNeedsAnotherComesDirectlyAfterIt() {
        List<PowerPlan.Planned> kills = new PowerPlan(1000, 9).kills();
        for (int i = 0; i < kills.size(); i++) {
            PowerPoint point = kills.get(i).point();
            if (point != null && point.prepared() != null) {
                assertEquals(point.prepared(), kills.get(i - 1).point());
                assertTrue(!kills.get(i).fresh());
            }
        }
    }

    @Test
    void aNewDirectoryBeginsWithARandomKill() {
        for (PowerPlan.Planned kill : new PowerPlan(1000, 9).kills()) {
            if (kill.fresh()) {
                assertNull(kill.point());
            }
        }
        assertTrue(new PowerPlan(1000, 9).kills().get(0).fresh());
    }

    @Test
    @Tag("S1.60")
    void theSeedDecidesThePlanAndNoKillSharesItsOwn() {
        List<PowerPlan.Planned> kills = new PowerPlan(10_000, 4).kills();
        Set<Long> seeds = new HashSet<>();
        kills.forEach(kill -> assertTrue(seeds.add(kill.seed())));

        assertEquals(10_000, kills.size());
        assertEquals(kills, new PowerPlan(10_000, 4).kills());
        assertNotEquals(kills, new PowerPlan(10_000, 5).kills());
    }
}
