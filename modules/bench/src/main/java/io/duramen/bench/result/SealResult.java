// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything one JSON file holds that was measured of sealing.
 *
 * @param format {@link #FORMAT}
 * @param begun when the first round began, in UTC by the minute
 * @param settings how long; the rounds are counted by {@link #rounds}
 * @param load processes that ran or waited to, on average over the minute before each round; empty where the system does not tell
 * @param javas what each Java showed
 */
public record SealResult(String format, String begun, Settings settings, List<Double> load, List<JavaEntry> javas) {

    /** The name and version of the format. */
    public static final String FORMAT = "duramen-bench-seal-1";

    /** The goal under whose name the figures of JMH stand. */
    public static final String FRAMES = "frames";

    /**
     * Returns a result of nothing.
     *
     * @param begun when
     * @param settings how long
     * @return the result, to be added to
     */
    public static SealResult empty(String begun, Settings settings) {
        return new SealResult(FORMAT, begun, settings, new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Tells how many rounds there are.
     *
     * @return the number of the last one, 0 if there is none
     */
    public int rounds() {
        return javas.stream()
                .flatMap(java -> java.goals().stream())
                .mapToInt(GoalRound::round)
                .max()
                .orElse(0);
    }

    /**
     * Finds what was measured on a Java, or adds it.
     *
     * @param java the feature version
     * @param machine where
     * @return the entry, to be added to
     */
    public JavaEntry entry(int java, Machine machine) {
        return javas.stream().filter(entry -> entry.java() == java).findFirst().orElseGet(() -> {
            JavaEntry made = JavaEntry.empty(java, machine);
            javas.add(made);
            return made;
        });
    }
}
