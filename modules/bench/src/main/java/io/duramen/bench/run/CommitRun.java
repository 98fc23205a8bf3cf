// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.child.ChildArguments;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.CommitOutcome;
import io.duramen.bench.result.CommitRound;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Durable commits: rounds over cells over stores, so that none is measured in one quiet quarter of an hour. A store is filled
 * once for each number of keys and goes from round to round, as one that is used does.
 */
final class CommitRun {
    private final Runs runs;
    private final StateResult result;

    CommitRun(Runs runs, StateResult result) {
        this.runs = runs;
        this.result = result;
    }

    /** A cell: how many keys there are, how many commit, and how many keys a commit sets. */
    private record Cell(int keys, int threads, int changes) {
        String work() {
            return "commit, " + keys + " keys, " + threads + " x " + changes;
        }
    }

    void run(List<StoreSubject> stores) throws IOException {
        for (int keys : runs.options().keys()) {
            for (StoreSubject store : stores) {
                fill(store, keys);
            }
        }
        Trees.settle(runs.options().directory());
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (Cell cell : cells()) {
                for (StoreSubject store : Runs.rotated(stores, round)) {
                    measure(round, store, cell);
                }
            }
            runs.roundDone().run();
        }
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int keys : runs.options().keys()) {
            for (int changes : runs.options().changes()) {
                for (int threads : runs.options().threads()) {
                    cells.add(new Cell(keys, threads, changes));
                }
            }
        }
        return cells;
    }

    private void fill(StoreSubject store, int keys) throws IOException {
        Path directory = runs.fresh(place(store, keys));
        Map<?, ?> filled =
                runs.measure(store, "fill " + keys, arguments("store-fill", store, new Cell(keys, 1, 1)), Map.class);
        if (filled == null) {
            Trees.delete(directory);
        }
    }

    private void measure(int round, StoreSubject store, Cell cell) throws IOException {
        if (runs.failed(store, cell.work()) || runs.failed(store, "fill " + cell.keys())) {
            return;
        }
        CommitOutcome outcome = runs.measure(store, cell.work(), arguments("commit", store, cell), CommitOutcome.class);
        Trees.settle(runs.options().directory());
        if (outcome != null) {
            result.commits()
                    .add(new CommitRound(round, store.name(), cell.keys(), cell.threads(), cell.changes(), outcome));
            Runs.say(
                    "round %d  %,9d keys  %2d x %3d  %-16s %,9.0f/s  %6.2f x floor  p50 %,.0f us  p99 %,.0f us  CPU %,.0f us",
                    round,
                    cell.keys(),
                    cell.threads(),
                    cell.changes(),
                    store.name(),
                    outcome.timed().rate(),
                    outcome.timed().rate() / outcome.timed().floor(),
                    outcome.timed().latency(50.0) / 1e3,
                    outcome.timed().latency(99.0) / 1e3,
                    outcome.processorMicros());
        }
    }

    private ChildArguments arguments(String work, StoreSubject store, Cell cell) {
        return new ChildArguments(
                work,
                store.name(),
                runs.options().directory().resolve(place(store, cell.keys())),
                runs.children().resultFile(),
                cell.threads(),
                State.VALUE_BYTES,
                cell.keys(),
                runs.options().warmupSeconds(),
                runs.options().seconds(),
                cell.changes());
    }

    private static String place(StoreSubject store, int keys) {
        return "store-" + store.name() + "-" + keys;
    }
}
