// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Options;
import io.duramen.bench.child.Trees;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.goals.Goals;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.store.StoreSubject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Runs what was asked for of stores. */
public final class StoreBench implements AutoCloseable {
    private final Options options;
    private final StateResult result;
    private final Runs runs;

    /**
     * Makes a bench.
     *
     * @param options what is asked for
     * @param result takes what is measured
     * @param roundDone runs after each round
     */
    public StoreBench(Options options, StateResult result, Runnable roundDone) {
        this.options = options;
        this.result = result;
        this.runs = new Runs(options, result.failures(), new Children(options.directory()), roundDone);
    }

    /**
     * Measures.
     *
     * @param stores whom
     * @throws IOException if files of the bench itself cannot be written
     */
    public void run(List<StoreSubject> stores) throws IOException {
        switch (options.command()) {
            case "store" -> commits(stores);
            case "store-count" -> new CountRun(runs, result.counts()).runStores(stores);
            case "store-recovery" -> goals(Goals.recovery());
            case "store-goals" -> goals(Goals.state());
            default -> {
                commits(stores);
                goals(Stream.concat(Goals.recovery().stream(), Goals.state().stream())
                        .toList());
            }
        }
    }

    private void commits(List<StoreSubject> stores) throws IOException {
        new CountRun(runs, result.counts()).runStores(stores);
        new CommitRun(runs, result).run(stores);
    }

    private void goals(List<Goal> goals) throws IOException {
        GoalRounds rounds = new GoalRounds(runs, result.goals());
        rounds.prepare(goals);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Goal goal : Runs.rotated(goals, round)) {
                rounds.measure(round, goal);
            }
            runs.roundDone().run();
        }
    }

    @Override
    public void close() throws IOException {
        Trees.delete(options.directory());
    }
}
