// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Machine;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.Settings;
import java.util.Locale;

/** Sentences that every form of the report says. */
final class Sections {
    private static final int ENOUGH_ROUNDS = 6;

    private Sections() {}

    static String how(Result result) {
        int rounds = result.settings().rounds();
        return String.format(
                Locale.ROOT,
                "Every run has a JVM of its own; rounds are interleaved, so that all see the same weather. "
                        + "The floor is one thread's write + force(false) into a file written before; each run looks at it just before and "
                        + "just after, and its figure is divided by what it saw. Figures are medians of the rounds; in brackets stands %s. "
                        + "Where two intervals overlap the two are called not separable, and the quotient beside the word is the median of "
                        + "the quotients round by round.",
                rounds >= ENOUGH_ROUNDS
                        ? "the interval that holds the median with at least 95 %, by order statistics"
                        : String.format(
                                Locale.ROOT,
                                "the whole range, since fewer than six rounds give no interval of 95 %%: this one holds the "
                                        + "median with %.0f %%",
                                100 - 200 * Math.pow(0.5, rounds)));
    }

    static String machine(Result result) {
        Machine machine = result.machine();
        Settings settings = result.settings();
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, %s, kernel %s, %s; %s. %s. %d rounds; durable runs of %s s after %s s to warm up; %,d records "
                        + "buffered, replayed and opened.",
                machine.cores(),
                machine.memoryGib(),
                machine.fileSystem(),
                machine.kernel(),
                machine.os(),
                machine.jdk(),
                result.date(),
                settings.rounds(),
                settings.seconds(),
                settings.warmupSeconds(),
                settings.records());
    }
}
