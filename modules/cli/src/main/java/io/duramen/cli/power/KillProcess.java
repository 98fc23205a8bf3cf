// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.AckLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link PowerChild} as its parent sees it. What it says goes into the witness. */
final class KillProcess {
    /** A child lives for a second or two; one that hangs dies where nobody asked it to, which is told. */
    private static final int PATIENCE_SECONDS = 300;

    private final Process process;
    private final BufferedReader out;
    private final AckLog acks;
    private int acknowledgements;
    private long openedAt = -1;
    private long openMicros;
    private @Nullable String reached;
    private boolean missed;

    private KillProcess(Process process, AckLog acks) {
        this.process = process;
        this.acks = acks;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * Starts a child.
     *
     * @param java the words that start it
     * @param directory the store
     * @param point where it is to stop, or {@code null} for nowhere
     * @param passed how often it passes there before
     * @param seed what its transactions follow from
     * @param complaints the file that takes its standard error
     * @param acks hears what it tries and promises
     */
    static KillProcess start(
            List<String> java,
            Path directory,
            @Nullable PowerPoint point,
            int passed,
            long seed,
            Path complaints,
            AckLog acks)
            throws IOException {
        List<String> words = new ArrayList<>(java);
        words.addAll(List.of(
                directory.toString(),
                String.valueOf(seed),
                point == null ? "-" : point.name(),
                String.valueOf(passed)));
        Process started = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(complaints.toFile()))
                .start();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(started::destroyForcibly);
        return new KillProcess(started, acks);
    }

    /** Listens until the child stands at its point or ends, or has acknowledged so many. */
    void follow(int enough) throws IOException {
        String line;
        while (reached == null && acknowledgements < enough && (line = out.readLine()) != null) {
            hear(line);
        }
    }

    /** Kills it with SIGKILL, hears what it had said by then, and returns its exit code. */
    int kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly(); // that of Process would close the pipe with what is still in it
        String line;
        while ((line = out.readLine()) != null) {
            hear(line);
        }
        int exit = process.waitFor();
        process.destroyForcibly(); // closes the pipes
        return exit;
    }

    private void hear(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "OPENED" -> {
                openedAt = Long.parseLong(words[1]);
                openMicros = Long.parseLong(words[2]);
                acks.tried(StoreSteps.CREATION);
            }
            case "TRY" -> acks.tried(Long.parseLong(words[1]));
            case "ACK" -> {
                acks.acked(Long.parseLong(words[1]));
                acknowledgements++;
            }
            case "POINT" -> reached = words[1];
            case "MISSED" -> missed = true;
            default -> throw new IllegalStateException("the child said " + line);
        }
    }

    long pid() {
        return process.pid();
    }

    int acknowledgements() {
        return acknowledgements;
    }

    /** The step it found when it opened the store; -1 if it was killed before. */
    long openedAt() {
        return openedAt;
    }

    /** How long opening took it. */
    long openMicros() {
        return openMicros;
    }

    /** Where it said it stood; {@code null} if it did not. */
    @Nullable
    String reached() {
        return reached;
    }

    /** Whether it came to its end without coming to its point. */
    boolean missed() {
        return missed;
    }
}
