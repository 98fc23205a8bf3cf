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
    private final Result result;
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
        this.result = result;
        this.runs = new Runs(options, result.failures(), new Children(options.directory()), roundDone);
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
            case "count" -> new CountRun(runs, result.counts()).run(subjects);
            case "buffered" -> new BufferedRun(runs, result).run(subjects);
            case "replay" -> new ReplayRun(runs, result).run(subjects);
            case "open" -> new OpenRun(runs, result).run(subjects);
            case "goals" -> new GoalRun(runs, result).run(subjects);
            default -> {
                durable(subjects);
                new BufferedRun(runs, result).run(subjects);
                new ReplayRun(runs, result).run(subjects);
                new OpenRun(runs, result).run(subjects);
                new GoalRun(runs, result).run(subjects);
            }
        }
    }

    private void durable(List<Subject> subjects) throws IOException {
        new CountRun(runs, result.counts()).run(subjects);
        new DurableRun(runs, result).run(subjects);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(options.directory());
    }
}
