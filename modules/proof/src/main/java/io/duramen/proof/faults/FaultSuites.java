// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.proof.CrashExit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** Every suite there is, and the command that runs them. */
public final class FaultSuites {
    private final FaultArguments arguments;
    private final PrintStream out;
    private final LongConsumer progress;
    private final List<String> table = new ArrayList<>();
    private boolean violated;

    private FaultSuites(FaultArguments arguments, PrintStream out, LongConsumer progress) {
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    static List<Suite> all() {
        return List.of(
                new CrashEverywhere(0),
                new CrashEverywhere(3),
                new IoErrors(false),
                new IoErrors(true),
                new FsyncFailures(),
                new FullDisks(),
                new LyingDisks(),
                new Decoders(),
                new ModelLog(),
                new ClockJumps(),
                new ConcurrentAcks(),
                new Interrupts(),
                new DoubleOpens(),
                new Syscalls(),
                BitRot.small(),
                BitRot.everyBit(),
                BitRot.large(),
                BitRot.sealed(),
                new Tampering(),
                new Nonces());
    }

    /**
     * Runs suites and prints what came of them: a line as each begins, its outcomes as it ends, and a table at the end.
     *
     * @param out takes all of it
     * @param progress hears how many outcomes a suite has had, each time that there are a thousand more; from any thread
     * @param args {@code [SUITE...] [--nightly] [--scale N] [--seed N] [--list]}
     * @return {@link CrashExit#OPENED} if nothing was violated, else {@link CrashExit#WRONG}
     */
    public static CrashExit run(PrintStream out, LongConsumer progress, String... args) {
        FaultArguments arguments = FaultArguments.parse(args);
        if (arguments.help()) {
            out.print(FaultArguments.HELP);
            all().forEach(suite -> out.println(String.format(Locale.ROOT, "  %-20s %s", suite.name(), suite.what())));
            return CrashExit.OPENED;
        }
        FaultSuites suites = new FaultSuites(arguments, out, progress);
        arguments.chosen(all()).forEach(suites::run);
        out.println();
        suites.table.forEach(out::println);
        return suites.violated ? CrashExit.WRONG : CrashExit.OPENED;
    }

    private void run(Suite suite) {
        long cases = arguments.cases(suite);
        if (cases == 0) {
            return;
        }
        out.println(suite.name() + ": " + suite.what() + "; " + grouped(cases) + " cases, seed " + arguments.seed());
        long begun = System.nanoTime();
        String result = "0 violations";
        try {
            Outcomes outcomes = new Outcomes(progress);
            suite.run(cases, arguments.seed(), outcomes);
            for (Map.Entry<String, Long> outcome : outcomes.all().entrySet()) {
                out.println(String.format(Locale.ROOT, "  %,14d %s", outcome.getValue(), outcome.getKey()));
            }
        } catch (AssertionError violation) { // the other suites are run all the same
            violated = true;
            result = "VIOLATED";
            violation.printStackTrace(out);
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        table.add(String.format(Locale.ROOT, "%-20s %,14d cases %,8d s  %s", suite.name(), cases, seconds, result));
        out.println(table.get(table.size() - 1));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
