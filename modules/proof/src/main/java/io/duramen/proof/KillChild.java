// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer in a JVM of its own, to be killed. */
final class KillChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final StringBuilder complaints = new StringBuilder();

    private KillChild(Process process) {
        this.process = process;
        this.out = reader(process.getInputStream());
        this.err = reader(process.getErrorStream());
    }

    static KillChild write(Path directory, long seed, List<String> mode) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CrashMain.class.getName(),
                "write",
                directory.toString(),
                Long.toString(seed)));
        command.addAll(mode);
        try {
            return new KillChild(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the writer is about to touch the directory. */
    void awaitOpening() {
        try {
            String line = err.readLine();
            while (line != null && !line.startsWith("OPENING")) {
                complaints.append(line).append('\n');
                line = err.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line; {@code null} once the writer is dead and all it said was read. */
    @Nullable
    String line() {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills by the handle: {@link Process#destroyForcibly} would close the pipe and lose what the writer said last. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for the end and complains if the writer did not die of the kill. */
    void requireKilled() {
        try {
            int code = process.waitFor();
            err.lines().forEach(line -> complaints.append(line).append('\n'));
            if (code <= CrashExit.REFUSED.code()) {
                throw new WrongContentException("the writer ended by itself with " + code + ": " + complaints);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a writer died", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static BufferedReader reader(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
