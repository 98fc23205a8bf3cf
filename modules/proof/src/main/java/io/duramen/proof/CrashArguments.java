// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a crash program.
 *
 * @param directory where the log or store is, or is to be
 * @param seed what the payloads follow from
 * @param sealed whether it is sealed
 * @param store whether it is a state store and not a log
 * @param threads how many threads write
 * @param count how many records to write before ending in order; {@link Long#MAX_VALUE} for until killed
 * @param passwordFile a file with the password in its first line, or {@code null} for {@value #DEFAULT_PASSWORD}
 */
record CrashArguments(
        Path directory,
        long seed,
        boolean sealed,
        boolean store,
        int threads,
        long count,
        @Nullable Path passwordFile) {

    static final String DEFAULT_PASSWORD = "crash me if you can";

    static CrashArguments parse(String... args) {
        Path directory = null;
        Long seed = null;
        boolean sealed = false;
        boolean store = false;
        int threads = 4;
        long count = Long.MAX_VALUE;
        Path passwordFile = null;
        Iterator<String> words = Arrays.asList(args).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--sealed" -> sealed = true;
                case "--store" -> store = true;
                case "--threads" -> threads = Math.toIntExact(number(word, words, 1, 1000));
                case "--count" -> count = number(word, words, 0, Long.MAX_VALUE);
                case "--password-file" -> passwordFile = Path.of(value(word, words));
                default -> {
                    if (word.startsWith("--") || seed != null) {
                        throw new CrashUsageException("unknown argument " + word);
                    } else if (directory == null) {
                        directory = Path.of(word);
                    } else {
                        seed = number("seed", Arrays.asList(word).iterator(), Long.MIN_VALUE, Long.MAX_VALUE);
                    }
                }
            }
        }
        if (directory == null) {
            throw new CrashUsageException("the directory is missing");
        }
        return new CrashArguments(directory, seed == null ? 0 : seed, sealed, store, threads, count, passwordFile);
    }

    char[] password() {
        if (passwordFile == null) {
            return DEFAULT_PASSWORD.toCharArray();
        }
        try {
            return Files.readAllLines(passwordFile, StandardCharsets.UTF_8)
                    .get(0)
                    .toCharArray();
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new CrashUsageException("no password in " + passwordFile + ": " + e.getMessage());
        }
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new CrashUsageException(option + " needs a value");
        }
        return words.next();
    }

    private static long number(String option, Iterator<String> words, long least, long most) {
        String text = value(option, words);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new CrashUsageException(option + " must be a number from " + least + " to " + most + ", is " + text);
    }
}
