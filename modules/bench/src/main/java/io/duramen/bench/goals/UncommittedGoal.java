// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.BenchException;
import io.duramen.bench.child.Trees;
import io.duramen.bench.store.State;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Opening a store whose log holds transactions that were never committed, a hundredth as many as there are records, beside one
 * whose log holds none, in a JVM that has opened both before. Each open has a copy of its own, because it gives up for good
 * what it finds.
 */
final class UncommittedGoal implements Goal {
    private static final int WARMUP_TURNS = 20;
    private static final int TURNS = 20;
    private static final int PART_BYTES = 24;
    private static final int CHANGE_BYTES = 7;

    @Override
    public String name() {
        return "uncommitted";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        int uncommitted = effort.records() / 100;
        try (Scratch scratch = Scratch.or(directory)) {
            Path empty = create(scratch.fresh("empty"));
            Path full = create(scratch.fresh("full"));
            prepare(full, uncommitted);
            double[] seconds = new double[2];
            for (int turn = 0; turn < WARMUP_TURNS + TURNS; turn++) {
                double without = open(empty, scratch, 0);
                double with = open(full, scratch, uncommitted);
                if (turn >= WARMUP_TURNS) {
                    seconds[0] += without;
                    seconds[1] += with;
                }
            }
            return Map.of(
                    "uncommitted", (double) uncommitted,
                    "CPU ms, none", seconds[0] * 1e3 / TURNS,
                    "CPU ms, all", seconds[1] * 1e3 / TURNS,
                    "CPU ms over none", (seconds[1] - seconds[0]) * 1e3 / TURNS);
        }
    }

    private static Path create(Path directory) {
        try (StateStore store = StateStore.create(directory, StoreOptions.defaults())) {
            store.commit(changes -> changes.put(State.key(0), new byte[State.VALUE_BYTES]));
        }
        return directory;
    }

    /** Appends the first parts of transactions that never get to their COMMIT record, as a crash leaves them. */
    private static void prepare(Path directory, int count) {
        try (WriteAheadLog log = WriteAheadLog.open(directory, WalOptions.defaults())) {
            long lsn = log.durableLsn();
            PendingAppend last = null;
            for (int i = 1; i <= count; i++) {
                last = log.submit(LogEntry.builder(part(lsn + i, State.key(i)))
                        .type(RecordType.PREPARE)
                        .operation("prepare")
                        .transactionId(1 + i)
                        .build());
            }
            if (last != null && last.await() != lsn + count) {
                throw new BenchException("the log gave other numbers than were expected");
            }
        }
    }

    /** A PREPARE record's payload with one change, as {@code docs/formats/transaction.md} lays it out. */
    private static ByteBuffer part(long lsn, byte[] key) {
        ByteBuffer out = ByteBuffer.allocate(PART_BYTES + CHANGE_BYTES + key.length + State.VALUE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(1).putInt(1).putLong(lsn).putInt(0).putInt(0);
        out.put((byte) 1).putShort((short) key.length).putInt(State.VALUE_BYTES).put(key);
        return out.rewind();
    }

    private static double open(Path template, Scratch scratch, int uncommitted) throws Exception {
        Path copy = scratch.directory().resolve("copy");
        copy(template, copy);
        StateStore[] opened = new StateStore[1];
        double seconds = Processor.seconds(() -> opened[0] = StateStore.open(copy, StoreOptions.defaults()));
        try (StateStore store = opened[0]) {
            List<Long> rolledBack = store.recoveryReport().rolledBack();
            if (rolledBack.size() != uncommitted) {
                throw new BenchException(
                        "expected " + uncommitted + " transactions rolled back, found " + rolledBack.size());
            }
        }
        Trees.delete(copy);
        return seconds;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
