// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Duration;

/**
 * What bursts bring upon a kind.
 *
 * @param term how long a warning lasts; each burst within it begins a term of twice the length
 * @param strikes how many bursts, none after the end of a term, bring a ban; 0 for never
 * @param ban how long a ban lasts
 */
public record EscalationRules(Duration term, int strikes, Duration ban) {

    /** The longest a term and a ban may be. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** The longest a term grows to, in doublings of the first. */
    static final int MAX_DOUBLINGS = 10;

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if a duration is not positive or over {@link #LONGEST}, or strikes are negative
     */
    public EscalationRules {
        if (isNoLength(term) || isNoLength(ban) || strikes < 0) {
            throw new IllegalArgumentException("term " + term + ", " + strikes + " strikes, ban " + ban);
        }
    }

    private static boolean isNoLength(Duration length) {
        return length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0;
    }

    /**
     * Warnings of a minute, and never a ban: to refuse work is for the application to ask for.
     *
     * @return the rules
     */
    public static EscalationRules defaults() {
        return new EscalationRules(Duration.ofMinutes(1), 0, Duration.ofMinutes(5));
    }

    /**
     * These rules, with a ban.
     *
     * @param afterStrikes how many bursts bring it
     * @param length how long it lasts
     * @return the rules
     */
    public EscalationRules withBan(int afterStrikes, Duration length) {
        return new EscalationRules(term, afterStrikes, length);
    }
}
