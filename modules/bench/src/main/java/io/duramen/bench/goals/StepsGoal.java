// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.child.Histogram;
import io.duramen.bench.store.State;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the steps of a commit take on this disk, each by itself: medians of one key, one thread. */
final class StepsGoal implements Goal {
    private static final int MOST_TIMES = 400;

    private int times;

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        times = Math.min(MOST_TIMES, effort.records() / 40);
        Map<String, Double> figures = new LinkedHashMap<>();
        WalOptions full = WalOptions.builder().durability(Durability.FULL).build();
        StoreOptions strict =
                StoreOptions.builder().wal(full).mode(StoreMode.STRICT).build();
        figures.put("us commit, JOURNAL", commit(directory.resolve("journal"), StoreOptions.defaults()));
        figures.put(
                "us commit, JOURNAL over FULL",
                commit(
                        directory.resolve("full"),
                        StoreOptions.builder().wal(full).build()));
        figures.put("us commit, STRICT", commit(directory.resolve("strict"), strict));
        Storage storage = NioStorage.at(Files.createDirectory(directory.resolve("steps")));
        figures.put("us write and sync", write(storage));
        rename(storage, figures);
        return figures;
    }

    private double commit(Path directory, StoreOptions options) throws Exception {
        Files.createDirectory(directory);
        try (StateStore store = StateStore.create(directory, options)) {
            byte[] value = Load.record(State.VALUE_BYTES, 1);
            return median(() -> store.commit(changes -> changes.put(State.key(1), value)));
        }
    }

    private double write(Storage storage) throws Exception {
        ByteBuffer record = ByteBuffer.wrap(Load.record(Stores.payloadBytes(1), 1));
        try (StorageFile file = storage.open("written", OpenMode.CREATE_NEW)) {
            return median(() -> {
                file.writeFully(record.rewind(), 0);
                file.force(false);
            });
        }
    }

    private void rename(Storage storage, Map<String, Double> figures) throws Exception {
        storage.open("a", OpenMode.CREATE_NEW).close();
        Histogram syncs = new Histogram();
        Histogram renames = new Histogram();
        String[] names = {"a", "b"};
        for (int i = 0; i < times + times / 4; i++) {
            long began = System.nanoTime();
            storage.rename(names[i % 2], names[1 - i % 2]);
            long renamed = System.nanoTime();
            storage.syncDirectory("");
            if (i >= times / 4) {
                renames.add(renamed - began);
                syncs.add(System.nanoTime() - renamed);
            }
        }
        figures.put("us rename", renames.at(50) / 1e3);
        figures.put("us directory sync", syncs.at(50) / 1e3);
    }

    private double median(Processor.Work work) throws Exception {
        Histogram latencies = new Histogram();
        for (int i = 0; i < times + times / 4; i++) {
            long began = System.nanoTime();
            work.run();
            if (i >= times / 4) {
                latencies.add(System.nanoTime() - began);
            }
        }
        return latencies.at(50) / 1e3;
    }
}
