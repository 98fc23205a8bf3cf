// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.wal.WriteAheadLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another JVM that opens and closes a log when told to: {@code open DIR} is answered by {@code WON} or by an error's code. */
final class OpenChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    OpenChild() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            OpenChild.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    void say(String line) {
        in.println(line);
    }

    String hear() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the other JVM is gone");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String line) {
        say(line);
        return hear();
    }

    /** Kills it, and waits until it is dead. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** The other JVM. */
    public static void main(String... none) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        WriteAheadLog log = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("open ")) {
                log = open(Path.of(line.substring(5)), answers);
            } else {
                close(log);
                log = null;
                answers.println("CLOSED");
            }
        }
    }

    private static @Nullable WriteAheadLog open(Path directory, PrintStream answers) {
        try {
            WriteAheadLog log = WriteAheadLog.open(directory, TrialLog.threads());
            log.append(TrialLog.payload(log.durableLsn() + 1));
            answers.println("WON");
            return log;
        } catch (DuramenException refused) {
            answers.println(refused.code());
            return null;
        }
    }

    private static void close(@Nullable WriteAheadLog log) {
        if (log != null) {
            log.close();
        }
    }
}
