// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/**
 * When a transaction is unusual.
 *
 * @param window how many transactions of its kind it is held against, 2 to 4096; nothing is unusual before there are so many.
 *     Bursts are not among them
 * @param score how many standard deviations above their mean it must lie to be told
 */
public record AnomalyRules(int window, double score) {

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if the window is out of range or the score not positive
     */
    public AnomalyRules {
        if (window < 2 || window > RecentTimes.MAX_WINDOW || !(score > 0)) {
            throw new IllegalArgumentException("window " + window + ", score " + score);
        }
    }

    /**
     * Six deviations above the last thousand.
     *
     * @return the rules
     */
    public static AnomalyRules defaults() {
        return new AnomalyRules(1000, 6);
    }
}
