// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.proof.CrashMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A crash program in a JVM of its own, run to its end, and what it printed. */
final class CrashChild {
    private final String command;
    private final int exit;
    private final List<String> lines;

    /**
     * Runs a program.
     *
     * @param prefix what starts the JVM, for instance a tracer and its options; empty for nothing
     * @param program {@code write} or {@code verify}
     * @param directory where
     * @param options further options
     */
    CrashChild(List<String> prefix, String program, Path directory, String... options) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashMain.class.getName(),
                program,
                directory.toString()));
        words.addAll(List.of(options));
        command = program + " " + directory;
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            exit = process.onExit().join().exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int exit() {
        return exit;
    }

    /** The highest number acknowledged; 0 if there is none. */
    long lastAcked() {
        return last("ACK ", 1);
    }

    /** The last number a verifier found; 0 if it found none. */
    long lastFound() {
        return last("RANGE ", 2);
    }

    private long last(String start, int word) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[word]))
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        int from = Math.max(0, lines.size() - 8);
        return command + " ended with " + exit + " after: " + String.join("\n  ", lines.subList(from, lines.size()));
    }
}
