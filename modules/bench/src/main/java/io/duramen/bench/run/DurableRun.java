// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Durable appends: rounds over cells over subjects, so that no subject is measured in one quiet quarter of an hour. */
final class DurableRun {
    private final Runs runs;
    private final Result result;

    DurableRun(Runs runs, Result result) {
        this.runs = runs;
        this.result = result;
    }

    void run(List<Subject> all) throws IOException {
        List<Subject> subjects = runs.able(all, Work.DURABLE);
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (int bytes : runs.options().sizes()) {
                for (int threads : runs.options().threads()) {
                    for (Subject subject : Runs.rotated(subjects, round)) {
                        if (threads <= subject.mostThreads()) {
                            measure(round, subject, threads, bytes);
                        }
                    }
                }
            }
            runs.roundDone().run();
        }
    }

    void measure(int round, Subject subject, int threads, int bytes) throws IOException {
        String work = DurableRound.work(threads, bytes);
        if (runs.failed(subject, work)) {
            return;
        }
        Path directory = runs.fresh("run");
        DurableOutcome outcome = runs.measure(
                subject, work, runs.arguments("durable", subject, directory, threads, bytes), DurableOutcome.class);
        Trees.delete(directory);
        Trees.settle(runs.options().directory());
        if (outcome != null) {
            DurableRound measured = new DurableRound(round, subject.name(), threads, bytes, outcome);
            result.durable().add(measured);
            Runs.say(
                    "round %d  %2d x %4d B  %-18s %,10.0f/s  %6.2f x floor (%,.0f/s)  p50 %,.0f us  p99 %,.0f us",
                    round,
                    threads,
                    bytes,
                    subject.name(),
                    outcome.rate(),
                    measured.ratio(),
                    outcome.floor(),
                    outcome.latency(50.0) / 1e3,
                    outcome.latency(99.0) / 1e3);
        }
    }
}
