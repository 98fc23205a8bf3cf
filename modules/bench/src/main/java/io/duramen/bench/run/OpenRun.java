// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.Acknowledged;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.OpenOutcome;
import io.duramen.bench.result.OpenRound;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opening after a crash: a filled log gets some thousand durable appends more, its writer is killed, and another opens it. */
final class OpenRun {
    private static final int BYTES = 256;
    private static final long MORE = 2000;
    private static final long PATIENCE_SECONDS = 120;
    private static final String WORK = "open";

    private final Runs runs;
    private final Result result;

    OpenRun(Runs runs, Result result) {
        this.runs = runs;
        this.result = result;
    }

    void run(List<Subject> all) throws IOException {
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (Subject subject : Runs.rotated(runs.able(all, Work.OPEN), round)) {
                if (!runs.failed(subject, WORK)) {
                    measure(round, subject);
                }
            }
            runs.roundDone().run();
        }
    }

    private void measure(int round, Subject subject) throws IOException {
        Path directory = runs.fresh("run");
        Files.deleteIfExists(directory.resolveSibling("acknowledged"));
        OpenOutcome outcome = null;
        if (runs.measure(subject, WORK, runs.arguments("fill", subject, directory, 1, BYTES), Map.class) != null
                && killed(subject, directory)) {
            outcome = runs.measure(
                    subject, WORK, runs.arguments("open", subject, directory, 1, BYTES), OpenOutcome.class);
        }
        Trees.delete(directory);
        if (outcome != null) {
            result.open().add(new OpenRound(round, subject.name(), BYTES, outcome));
            Runs.say(
                    "round %d  open    %-18s %,9.0f ms, %,.0f until the first append; lost %d of %,d",
                    round,
                    subject.name(),
                    outcome.openMillis(),
                    outcome.readyMillis(),
                    outcome.lost(),
                    outcome.acknowledged());
        }
    }

    private boolean killed(Subject subject, Path directory) throws IOException {
        try {
            Process writer =
                    runs.children().start(List.of(), subject, runs.arguments("crash", subject, directory, 1, BYTES));
            try (Acknowledged acknowledged = Acknowledged.open(directory.resolveSibling("acknowledged"))) {
                awaitAppends(writer, acknowledged);
            } finally {
                writer.destroyForcibly();
                writer.waitFor();
            }
            return true;
        } catch (BenchException e) {
            runs.failures()
                    .add(new io.duramen.bench.result.Failure(subject.name(), WORK, String.valueOf(e.getMessage())));
            return false;
        } catch (InterruptedException e) {
            throw new BenchException("interrupted", e);
        }
    }

    private void awaitAppends(Process writer, Acknowledged acknowledged) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (acknowledged.get() < runs.options().records() + MORE) {
            if (writer.waitFor(1, TimeUnit.MILLISECONDS)) {
                throw new BenchException("the writer ended before it was killed, with " + writer.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new BenchException(
                        "the writer did not append " + MORE + " records in " + PATIENCE_SECONDS + " s");
            }
        }
    }
}
