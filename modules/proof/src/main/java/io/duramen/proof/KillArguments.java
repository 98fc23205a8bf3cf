// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of kill cycles.
 *
 * @param base where the directories are made
 * @param cycles how many kills
 * @param mode the options passed on to writer and verifier
 * @param chain how many cycles share one directory
 * @param seed what everything random follows from
 * @param help whether only help is wanted
 */
record KillArguments(Path base, int cycles, List<String> mode, int chain, long seed, boolean help) {
    static final String HELP = """
            Kills a writer over and over and verifies what it left each time.

              duramen-crash cycles [DIR] [--cycles N] [--mode log|store] [--sealed] [--chain N] [--seed N]

              DIR         where to work; a new temporary directory unless given
              --cycles N  how many kills, 100 unless given
              --mode      what is written, a log unless given; --store is short for --mode store
              --sealed    encrypted
              --chain N   so many cycles go on in one directory before the next is begun, 100 unless given
              --seed N    what the kills follow from, printed at the start

            Ends with 0 if nothing acknowledged was lost, nothing was there that was never tried, and nothing was half
            there; at the first cycle that says otherwise it stops with 1 and leaves the directory as it is.

            Example
              duramen-crash cycles --cycles 1000 --mode store --sealed
            """;

    KillArguments {
        mode = List.copyOf(mode);
    }

    static KillArguments parse(String... args) {
        Path base = null;
        int cycles = 100;
        List<String> mode = new ArrayList<>();
        int chain = 100;
        long seed = System.nanoTime() & Integer.MAX_VALUE;
        boolean help = false;
        Iterator<String> words = Arrays.asList(args).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--help" -> help = true;
                case "--cycles" -> cycles = number(word, words);
                case "--chain" -> chain = number(word, words);
                case "--seed" -> seed = number(word, words);
                case "--sealed", "--store" -> mode.add(word);
                case "--mode" -> addMode(mode, words);
                default -> {
                    if (base != null || word.startsWith("--")) {
                        throw new CrashUsageException("unknown argument " + word);
                    }
                    base = Path.of(word);
                }
            }
        }
        return new KillArguments(
                base == null && !help ? temporary() : base == null ? Path.of("") : base,
                cycles,
                mode,
                chain,
                seed,
                help);
    }

    String describe() {
        return (mode.contains("--sealed") ? "sealed " : "plain ") + (mode.contains("--store") ? "store" : "log") + ", "
                + chain + " in each directory under " + base + ", seed " + seed;
    }

    /** A line after so many cycles. */
    int progressEvery() {
        return Math.max(1, Math.min(50, cycles / 10));
    }

    private static void addMode(List<String> mode, Iterator<String> words) {
        String what = words.hasNext() ? words.next() : "";
        switch (what) {
            case "log" -> {}
            case "store" -> mode.add("--store");
            default -> throw new CrashUsageException("--mode must be log or store, is " + what);
        }
    }

    private static int number(String option, Iterator<String> words) {
        String text = words.hasNext() ? words.next() : "nothing";
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new CrashUsageException(option + " must be a number above 0, is " + text);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("duramen-crash");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
