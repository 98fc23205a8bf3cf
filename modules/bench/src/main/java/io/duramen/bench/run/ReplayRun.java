// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.ReplayOutcome;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replay: every subject's log is filled once, and then read in turn by JVMs that have done nothing else. */
final class ReplayRun {
    private static final int BYTES = 256;
    private static final String WORK = "replay";

    private final Runs runs;
    private final Result result;

    ReplayRun(Runs runs, Result result) {
        this.runs = runs;
        this.result = result;
    }

    void run(List<Subject> all) throws IOException {
        List<Subject> filled = new ArrayList<>();
        for (Subject subject : runs.able(all, Work.REPLAY)) {
            Path directory = runs.fresh("replay-" + subject.name());
            if (runs.measure(subject, WORK, runs.arguments("fill", subject, directory, 1, BYTES), Map.class) != null) {
                filled.add(subject);
            }
        }
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (Subject subject : Runs.rotated(filled, round)) {
                measure(round, subject);
            }
            runs.roundDone().run();
        }
        for (Subject subject : filled) {
            Trees.delete(directory(subject));
        }
    }

    private Path directory(Subject subject) {
        return runs.options().directory().resolve("replay-" + subject.name());
    }

    private void measure(int round, Subject subject) throws IOException {
        if (runs.failed(subject, WORK)) {
            return;
        }
        ReplayOutcome outcome = runs.measure(
                subject, WORK, runs.arguments("replay", subject, directory(subject), 1, BYTES), ReplayOutcome.class);
        if (outcome != null) {
            result.replay().add(new io.duramen.bench.result.ReplayRound(round, subject.name(), BYTES, outcome));
            Runs.say(
                    "round %d  replay  %-18s %,9.0f ms, %,.0f of them to open",
                    round, subject.name(), outcome.millis(), outcome.openMillis());
        }
    }
}
