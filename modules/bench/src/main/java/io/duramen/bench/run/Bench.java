// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Kind;
import io.duramen.bench.Options;
import io.duramen.bench.Subject;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.util.List;

/** Runs what was asked for. */
public final class Bench implements AutoCloseable {
    private final Options options;
    private final Runs runs;

    /**
     * Makes a bench.
     *
     * @param options what is asked for
     * @param result takes what is measured
     * @param roundDone runs after each round
     */
    public Bench(Options options, Result result, Runnable roundDone) {
        this.options = options;
        this.runs = new Runs(options, result, new Children(options.directory()), roundDone);
    }

    /**
     * Measures.
     *
     * @param subjects whom
     * @throws IOException if files of the bench itself cannot be written
     */
    public void run(List<Subject> subjects) throws IOException {
        switch (options.command()) {
            case "floors" ->
                durable(subjects.stream()
                        .filter(subject -> subject.kind() == Kind.FLOOR)
                        .toList());
            case "peers" -> durable(subjects);
            case "count" -> new CountRun(runs).run(subjects);
            case "buffered" -> new BufferedRun(runs).run(subjects);
            case "replay" -> new ReplayRun(runs).run(subjects);
            case "open" -> new OpenRun(runs).run(subjects);
            case "goals" -> new GoalRun(runs).run(subjects);
            default -> {
                durable(subjects);
                new BufferedRun(runs).run(subjects);
                new ReplayRun(runs).run(subjects);
                new OpenRun(runs).run(subjects);
                new GoalRun(runs).run(subjects);
            }
        }
    }

    private void durable(List<Subject> subjects) throws IOException {
        new CountRun(runs).run(subjects);
        new DurableRun(runs).run(subjects);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(options.directory());
    }
}
