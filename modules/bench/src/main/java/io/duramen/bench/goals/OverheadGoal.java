// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.store.State;
import io.duramen.commit.StateStore;
import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a commit costs beside one synced write of the same bytes, where a sync takes a millisecond: one writer beside a file that
 * is written and forced, and sixteen beside a log to which as many append records of the same size.
 */
final class OverheadGoal implements Goal {
    private static final int WRITERS = 16;
    private static final int TURNS = 4;

    @Override
    public String name() {
        return "overhead";
    }

    /** Acknowledgements, syncs and bytes over all turns. */
    private static final class Sum {
        private double acknowledged;
        private double records;
        private double syncs;
        private double bytes;
        private double seconds;

        void add(double rate, double taken, WalStatistics before, WalStatistics after) {
            acknowledged += rate * taken;
            seconds += taken;
            records += after.records() - before.records();
            syncs += after.syncs() - before.syncs();
            bytes += after.frameBytes() - before.frameBytes();
        }

        double rate() {
            return acknowledged / seconds;
        }

        double recordsASync() {
            return records / Math.max(1, syncs);
        }

        double bytesARecord() {
            return bytes / Math.max(1, records);
        }
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        int keys = effort.records() / 10;
        int payload = Stores.payloadBytes(1);
        try (Scratch scratch = Scratch.or(directory);
                StateStore store = StateStore.create(slow(scratch, "store"), Stores.withoutCheckpoints());
                WriteAheadLog log = WriteAheadLog.create(slow(scratch, "log"), WalOptions.defaults());
                StorageFile file = slow(scratch, "file").open("written", OpenMode.CREATE_NEW)) {
            Stores.fill(store, keys);
            IntFunction<Runnable> commits = thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                return () -> store.commit(changes -> changes.put(State.key(random.nextInt(keys)), State.value(random)));
            };
            IntFunction<Runnable> appends = thread -> {
                byte[] record = Load.record(payload, thread);
                return () -> log.append(ByteBuffer.wrap(record));
            };
            double writes = 0;
            double alone = 0;
            Sum committed = new Sum();
            Sum appended = new Sum();
            double seconds = effort.seconds() / 2;
            for (int turn = 0; turn < TURNS; turn++) {
                writes += rate(1, thread -> writer(file, payload), seconds) / TURNS;
                alone += rate(1, commits, seconds) / TURNS;
                turn(appended, appends, () -> log.statistics(), seconds);
                turn(committed, commits, () -> store.statistics().log(), seconds);
            }
            return Map.of(
                    "1 writer, commits a second",
                    alone,
                    "1 writer, writes a second",
                    writes,
                    "1 writer, percent slower",
                    percentSlower(alone, writes),
                    "16 writers, commits a second",
                    committed.rate(),
                    "16 writers, appends a second",
                    appended.rate(),
                    "16 writers, percent slower",
                    percentSlower(committed.rate(), appended.rate()),
                    "16 writers, commits a sync",
                    committed.recordsASync(),
                    "16 writers, appends a sync",
                    appended.recordsASync(),
                    "16 writers, bytes a commit",
                    committed.bytesARecord(),
                    "16 writers, bytes an append",
                    appended.bytesARecord());
        }
    }

    private static double percentSlower(double rate, double than) {
        return than == 0
                ? 0
                : (1 - rate / than) * 100; // none at all within the time happens on a machine that is overloaded
    }

    private static Storage slow(Scratch scratch, String name) throws Exception {
        return new SlowStorage(NioStorage.at(scratch.fresh(name)), TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Writes and forces one record behind the other, as the simplest log would. */
    private static Runnable writer(StorageFile file, int bytes) {
        ByteBuffer record = ByteBuffer.wrap(Load.record(bytes, 1));
        long[] at = {0};
        return () -> {
            file.writeFully(record.rewind(), at[0]);
            file.force(false);
            at[0] += bytes;
        };
    }

    private static double rate(int threads, IntFunction<Runnable> work, double seconds) throws Exception {
        try (Load load = Load.of(threads, work)) {
            load.rate(seconds / 2);
            return load.rate(seconds);
        }
    }

    private static void turn(Sum sum, IntFunction<Runnable> work, Supplier<WalStatistics> statistics, double seconds)
            throws Exception {
        try (Load load = Load.of(WRITERS, work)) {
            load.rate(seconds / 2);
            WalStatistics before = statistics.get();
            long began = System.nanoTime();
            double rate = load.rate(seconds);
            sum.add(rate, (System.nanoTime() - began) / 1e9, before, statistics.get());
        }
    }
}
