// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.commit.StateStore;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a commit costs the processors beside the append of the same bytes to a log, at several sizes of the store: turns of each,
 * one after the other, in memory, so that the disk has no part in it. Collections of garbage are counted in.
 */
final class CommitCostGoal implements Goal {
    private static final int TURNS = 7;
    private static final int WARMUP_TURNS = 2;
    private static final int FEW = 1000;

    private final String name;
    private final int changes;

    CommitCostGoal(String name, int changes) {
        this.name = name;
        this.changes = changes;
    }

    /** What takes turns, and what a turn of it cost. */
    private record Turn(String name, Processor.Work work, List<Double> micros) {
        double median() {
            double[] sorted =
                    micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        int commits = Math.max(20, effort.records() / 25 / changes);
        int[] sizes = {FEW, effort.records() / 10, effort.records()};
        List<StateStore> stores = new ArrayList<>();
        try (Scratch scratch = Scratch.or(directory);
                WriteAheadLog log = WriteAheadLog.create(scratch.fresh("log"), WalOptions.defaults())) {
            try {
                List<Turn> turns = new ArrayList<>();
                turns.add(new Turn("append", () -> append(log, commits), new ArrayList<>()));
                for (int i = 0; i < sizes.length; i++) {
                    int keys = Math.max(sizes[i], changes);
                    StateStore store = StateStore.create(scratch.fresh("store-" + i), Stores.withoutCheckpoints());
                    stores.add(store);
                    Stores.fill(store, keys);
                    turns.add(new Turn(
                            "commit, " + keys + " keys", () -> commit(store, keys, commits), new ArrayList<>()));
                }
                take(turns, commits);
                return figures(turns);
            } finally {
                stores.forEach(StateStore::close);
            }
        }
    }

    private static void take(List<Turn> turns, int commits) throws Exception {
        for (int i = 0; i < TURNS; i++) {
            for (Turn turn : turns) {
                double micros = Processor.seconds(turn.work()) * 1e6 / commits;
                if (i >= WARMUP_TURNS) {
                    turn.micros().add(micros);
                }
            }
        }
    }

    private static Map<String, Double> figures(List<Turn> turns) {
        Map<String, Double> figures = new LinkedHashMap<>();
        turns.forEach(turn -> figures.put("CPU us " + turn.name(), turn.median()));
        double append = turns.get(0).median();
        double few = turns.get(1).median();
        double many = turns.get(turns.size() - 1).median();
        figures.put("CPU us beside the append, fewest keys", few - append);
        figures.put("CPU us beside the append, most keys", many - append);
        // a turn shorter than a step of the clock has cost nothing
        figures.put("times, most keys to fewest", few == 0 ? 0 : many / few);
        return figures;
    }

    private void append(WriteAheadLog log, int count) {
        byte[] payload = Load.record(Stores.payloadBytes(changes), changes);
        for (int i = 0; i < count; i++) {
            log.append(LogEntry.builder(ByteBuffer.wrap(payload))
                    .type(RecordType.COMMIT)
                    .operation("commit")
                    .transactionId(i + 1)
                    .build());
        }
    }

    private void commit(StateStore store, int keys, int count) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(new long[] {keys, count}));
        for (int i = 0; i < count; i++) {
            store.commit(made -> Stores.change(made, keys, changes, random));
        }
    }
}
