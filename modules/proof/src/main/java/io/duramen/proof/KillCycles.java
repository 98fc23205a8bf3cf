// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Kills a {@link CrashWriter} in a JVM of its own over and over, with SIGKILL where the system has it, and holds what a
 * {@link CrashVerifier} finds each time against every line the writer ever printed in that directory.
 *
 * <p>A kill proves that nothing is kept back in the process and that the locks die with it. It proves nothing about power
 * loss; the simulated disk does that.
 */
public final class KillCycles {
    /** One in so many kills is aimed at the opening, the others at the writing. */
    private static final int OPENINGS = 6;

    private final Path base;
    private final List<String> mode;
    private final int chain;
    private final SplittableRandom random;
    private final KillStatistics statistics = new KillStatistics();
    private Path directory;
    private KillOracle oracle = new KillOracle();

    /**
     * Prepares cycles.
     *
     * @param base where the directories are made
     * @param mode the options that say what is written: any of {@code --sealed} and {@code --store}
     * @param chain how many cycles share one directory
     * @param seed what the kills and the payloads follow from; the moments of the kills also follow from the machine
     */
    public KillCycles(Path base, List<String> mode, int chain, long seed) {
        this.base = base;
        this.mode = List.copyOf(mode);
        this.chain = chain;
        this.random = new SplittableRandom(seed);
        this.directory = base.resolve("0");
    }

    /**
     * Runs the cycles; {@code --help} tells the arguments.
     *
     * @param args {@code [DIR] [--cycles N] [--sealed] [--store] [--chain N] [--seed N]}
     */
    public static void main(String... args) {
        CrashMain.main(CrashMain.command("cycles", args));
    }

    /**
     * Runs cycles and prints what came of them.
     *
     * @param out takes progress and result
     * @param err takes complaints
     * @param args {@code [DIR] [--cycles N] [--mode log|store] [--sealed] [--store] [--chain N] [--seed N]}
     * @return {@link CrashExit#OPENED} if nothing was lost, invented or half there
     */
    public static CrashExit run(PrintStream out, PrintStream err, String... args) {
        return CrashMain.guarded(err, () -> {
            KillArguments arguments = KillArguments.parse(args);
            if (arguments.help()) {
                out.print(KillArguments.HELP);
                return;
            }
            out.println("killing a writer " + arguments.cycles() + " times, " + arguments.describe());
            KillCycles cycles = new KillCycles(arguments.base(), arguments.mode(), arguments.chain(), arguments.seed());
            for (int i = 1; i <= arguments.cycles(); i++) {
                cycles.cycle();
                if (i % arguments.progressEvery() == 0 || i == arguments.cycles()) {
                    out.println(cycles.statistics().line());
                }
            }
            out.print(cycles.statistics().summary());
        });
    }

    /**
     * Starts a writer, kills it, and verifies what it left.
     *
     * @throws IllegalStateException if something acknowledged is lost, something was never tried, or opening was refused
     */
    public void cycle() {
        if (statistics.cycles() > 0 && statistics.cycles() % chain == 0) {
            delete(directory);
            directory = base.resolve(Long.toString(statistics.cycles()));
            oracle = new KillOracle();
        }
        boolean opening = random.nextInt(OPENINGS) == 0;
        int lines = opening ? 0 : 1 + random.nextInt(random.nextBoolean() ? 40 : 600);
        kill(lines);
        statistics.killed(opening);
        verify();
    }

    /**
     * Returns the directory of the last cycle.
     *
     * @return a directory under the base
     */
    public Path directory() {
        return directory;
    }

    /**
     * Returns what came of the cycles so far.
     *
     * @return the figures
     */
    public KillStatistics statistics() {
        return statistics;
    }

    /** Starts a writer and kills it once it has printed so many lines. */
    private void kill(int lines) {
        try (KillChild child = KillChild.write(directory, random.nextLong(), mode)) {
            child.awaitOpening();
            for (int i = 0; i < lines && oracle.hear(child.line()); i++) {
                // until it is time
            }
            child.kill();
            while (oracle.hear(child.line())) {
                // what it said before it died counts as well
            }
            child.requireKilled();
        }
    }

    private void verify() {
        List<CrashRange> found = new ArrayList<>();
        List<String> args = new ArrayList<>(List.of(directory.toString()));
        args.addAll(mode);
        java.io.ByteArrayOutputStream complaints = new java.io.ByteArrayOutputStream();
        long begun = System.nanoTime();
        CrashExit exit = CrashVerifier.run(
                found::add, new PrintStream(complaints, true, StandardCharsets.UTF_8), args.toArray(String[]::new));
        if (exit != CrashExit.OPENED) {
            throw new WrongContentException("cycle " + statistics.cycles() + " in " + directory
                    + ": the verifier ended with " + exit + ": " + complaints.toString(StandardCharsets.UTF_8));
        }
        long nanos = System.nanoTime() - begun;
        KillOracle.Unpromised unpromised =
                oracle.check(found.get(0), "cycle " + statistics.cycles() + " in " + directory);
        statistics.verified(found.get(0), oracle.takeAcks(), unpromised, nanos);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return; // killed before it was made
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
