// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.proof.CrashUsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of the fault suites.
 *
 * @param names the suites wanted; none for all
 * @param nightly whether as many cases as at night
 * @param scale so many times the number
 * @param seed what everything random follows from
 * @param help whether only help is wanted
 */
record FaultArguments(List<String> names, boolean nightly, long scale, long seed, boolean help) {
    static final String HELP = """
            Does everything to the log that disks, file systems and operating systems do, many times.

              duramen-crash faults [SUITE...] [--nightly] [--scale N] [--seed N] [--list]

              --nightly   as many cases as at night, hours of them; without it as many as a build runs
              --scale N   N times as many
              --seed N    what everything random follows from, 0 unless given
              --list      say what the suites are and end

            Ends with 0 if nothing was violated, else with 1. A violation says how it is seen again: a crash by
            -Dduramen.crash="...", a random case by -Dduramen.seed=N before -jar, together with the suite's name.

            Example
              java -jar duramen-crash.jar faults --nightly
              java -Dduramen.seed=1109 -jar duramen-crash.jar faults fsync

            """;

    FaultArguments {
        names = List.copyOf(names);
    }

    static FaultArguments parse(String... args) {
        List<String> names = new ArrayList<>();
        boolean nightly = false;
        long scale = 1;
        long seed = 0;
        boolean help = false;
        Iterator<String> words = Arrays.asList(args).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--nightly" -> nightly = true;
                case "--scale" -> scale = number(word, words);
                case "--seed" -> seed = number(word, words);
                case "--list", "--help" -> help = true;
                default -> names.add(known(word));
            }
        }
        return new FaultArguments(names, nightly, scale, seed, help);
    }

    List<Suite> chosen(List<Suite> all) {
        return all.stream()
                .filter(suite -> names.isEmpty() || names.contains(suite.name()))
                .toList();
    }

    /** How many cases of a suite are wanted; 0 for none. One that is for the night only runs by day if it is named. */
    long cases(Suite suite) {
        boolean atNight = nightly || (names.contains(suite.name()) && suite.build() == 0);
        return (atNight ? suite.nightly() : suite.build()) * scale;
    }

    private static String known(String name) {
        if (FaultSuites.all().stream().noneMatch(suite -> suite.name().equals(name))) {
            throw new CrashUsageException("there is no suite " + name + ", see faults --list");
        }
        return name;
    }

    private static long number(String option, Iterator<String> words) {
        String text = words.hasNext() ? words.next() : "nothing";
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new CrashUsageException(option + " must be a number, is " + text);
    }
}
