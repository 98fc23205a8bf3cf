// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Machine;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.Settings;
import java.util.IntSummaryStatistics;
import java.util.Locale;

/** Sentences that every form of the report says. */
final class Sections {
    private static final int ENOUGH_ROUNDS = 6;

    private Sections() {}

    static String how(Result result) {
        return "Every run has a JVM of its own; rounds are interleaved, so that all see the same weather. "
                + "The floor is one thread's write + force(false) into a file written before; each run looks at it just before and "
                + "just after, and its figure is divided by what it saw. Figures are medians of the rounds; in brackets stands "
                + interval(result.rounds())
                + ". Where two intervals overlap the two are called not separable, and the quotient "
                + "beside the word is the median of the quotients round by round.";
    }

    static String interval(IntSummaryStatistics rounds) {
        if (rounds.getMin() >= ENOUGH_ROUNDS) {
            return "the interval that holds the median with at least 95 %, by order statistics";
        }
        return String.format(
                Locale.ROOT,
                "%sthe whole range, since fewer than six rounds give no interval of 95 %%: of %d it holds the median with %.0f %%",
                rounds.getMax() >= ENOUGH_ROUNDS
                        ? "the interval that holds the median with at least 95 %, by order statistics, or "
                        : "",
                rounds.getMin(),
                100 - 200 * Math.pow(0.5, rounds.getMin()));
    }

    static String machine(Result result) {
        Machine machine = result.machine();
        Settings settings = result.settings();
        int least = result.rounds().getMin();
        int most = result.rounds().getMax();
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, %s, kernel %s, %s; %s. %s. %s rounds; durable runs of %s s after %s s to warm up; %,d records "
                        + "buffered, replayed and opened.",
                machine.cores(),
                machine.memoryGib(),
                machine.fileSystem(),
                machine.kernel(),
                machine.os(),
                machine.jdk(),
                result.date(),
                least == most ? Integer.toString(most) : least + " to " + most,
                settings.seconds(),
                settings.warmupSeconds(),
                settings.records());
    }
}
