// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Duration;

/**
 * When too much is burned altogether.
 *
 * @param bursts how many bursts within a window begin a crisis; at least 1
 * @param window the length of the sliding window
 * @param share which part of all processors, 0 to 1, the kinds that were warned may burn in a window; a crisis begins when it
 *     is reached
 */
public record CrisisRules(int bursts, Duration window, double share) {

    /** For how many windows bursts and share must stay at half or less until a crisis ends. */
    public static final int CALM_WINDOWS = 3;

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if a figure is not positive, or the share above 1
     */
    public CrisisRules {
        if (bursts < 1 || window.isNegative() || window.isZero() || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(bursts + " bursts in " + window + ", share " + share);
        }
    }

    /**
     * Ten bursts in ten seconds, or half of all processors.
     *
     * @return the rules
     */
    public static CrisisRules defaults() {
        return new CrisisRules(10, Duration.ofSeconds(10), 0.5);
    }
}
