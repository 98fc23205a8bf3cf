// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Where processes are killed, one after the other: every point equally often, in an order drawn by the seed, each directly after
 * the one that prepares it; and where a directory is new, at a random moment.
 */
final class PowerPlan {
    /** About how many processes work on one directory. */
    private static final int CHAIN = 25;

    private final List<Planned> kills = new ArrayList<>();

    /**
     * A kill.
     *
     * @param point where, or {@code null} for a random moment
     * @param fresh whether it is the first in a new directory
     * @param seed what chance in it follows from
     */
    record Planned(@Nullable PowerPoint point, boolean fresh, long seed) {}

    /**
     * Plans so many kills.
     *
     * @param count how many; fewer than {@link #least} do not reach every point
     * @param seed what the plan follows from
     */
    PowerPlan(int count, long seed) {
        Random random = new Random(seed);
        int inDirectory = CHAIN;
        while (kills.size() < count) {
            List<PowerPoint> round = new ArrayList<>(List.of(PowerPoint.values()));
            Collections.shuffle(round, random);
            for (PowerPoint point : round) {
                if (inDirectory >= CHAIN) {
                    add(null, true, seed);
                    inDirectory = 1;
                }
                if (point.prepared() != null) {
                    add(point.prepared(), false, seed);
                    inDirectory++;
                }
                add(point, false, seed);
                inDirectory++;
            }
        }
        kills.subList(count, kills.size()).clear();
    }

    private void add(@Nullable PowerPoint point, boolean fresh, long seed) {
        kills.add(new Planned(point, fresh, seed * 1_000_003 + kills.size()));
    }

    /** How many kills reach every point at least once. */
    static int least() {
        int prepared = (int) List.of(PowerPoint.values()).stream()
                .filter(point -> point.prepared() != null)
                .count();
        int round = PowerPoint.values().length + prepared;
        return round + (round + CHAIN - 2) / (CHAIN - 1);
    }

    List<Planned> kills() {
        return Collections.unmodifiableList(kills);
    }
}
