// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Machine;
import io.duramen.bench.result.Settings;
import io.duramen.bench.result.StateResult;
import java.util.Locale;

/** Sentences that every form of the report about stores says. */
final class StateSections {

    private StateSections() {}

    static String machine(StateResult result) {
        Machine machine = result.machine();
        Settings settings = result.settings();
        int least = result.rounds().getMin();
        int most = result.rounds().getMax();
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, %s, kernel %s, %s; %s. %s. %s rounds; commits for %s s after %s s to warm up; goals with "
                        + "%,d keys or operations.",
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

    static String how(StateResult result) {
        return "Keys have 24 bytes, values 100 that do not compress; a commit sets keys that are there already, drawn evenly. "
                + "A store is filled once for each size and goes from round to round. Every run has a JVM of its own; rounds are "
                + "interleaved, so that all see the same weather. The floor is one thread's write + force(false) of as many bytes "
                + "into a file written before; each run looks at it just before and just after, and its figure is divided by what "
                + "it saw. CPU is what the whole JVM used, native threads and collections of garbage included, divided by the "
                + "commits. Figures are medians of the rounds; in brackets stands "
                + Sections.interval(result.rounds())
                + ". Where two intervals overlap the two are called not separable, and the quotient beside the word is the median "
                + "of the quotients round by round.";
    }
}
