// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.store.State;
import io.duramen.bench.store.own.Keyrings;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Opening a store that must be rebuilt from the log alone: as many transactions of one key as there are records, the keys drawn
 * from as many. First in a JVM that has done nothing else, then once more. Unlocking the keyring is not counted in.
 */
final class RecoveryGoal implements Goal {
    private final boolean sealed;

    RecoveryGoal(boolean sealed) {
        this.sealed = sealed;
    }

    @Override
    public String name() {
        return sealed ? "recovery-sealed" : "recovery";
    }

    @Override
    public boolean isPrepared() {
        return true;
    }

    /** What is done with options that may hold a key. */
    private interface Use<T> {
        T with(StoreOptions options) throws Exception;
    }

    @Override
    public void prepare(Path directory, Effort effort) throws Exception {
        Path files = Files.createDirectory(directory.resolve("store"));
        Object ignored = use(directory, options -> {
            SplittableRandom random = new SplittableRandom(1);
            try (StateStore store = StateStore.create(files, options)) {
                for (int i = 0; i < effort.records(); i++) {
                    byte[] key = State.key(random.nextInt(effort.records()));
                    var unused = store.commitAsync(changes -> changes.put(key, State.value(random)));
                }
                Stores.drain(store);
            }
            return options;
        });
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        return use(directory, options -> {
            Opened first = open(directory, options);
            Opened again = open(directory, options);
            RecoveryReport report = first.report();
            return Map.of(
                    "CPU s",
                    first.processorSeconds(),
                    "s",
                    first.seconds(),
                    "CPU s, once more",
                    again.processorSeconds(),
                    "s, once more",
                    again.seconds(),
                    "s to load, once more",
                    again.report().loading().toNanos() / 1e9,
                    "s to replay, once more",
                    again.report().replaying().toNanos() / 1e9,
                    "transactions",
                    (double) report.transactions(),
                    "keys",
                    (double) report.keys());
        });
    }

    private record Opened(double processorSeconds, double seconds, RecoveryReport report) {}

    private static Opened open(Path directory, StoreOptions options) throws Exception {
        StateStore[] opened = new StateStore[1];
        long began = System.nanoTime();
        double used = Processor.seconds(() -> opened[0] = StateStore.open(directory.resolve("store"), options));
        double seconds = (System.nanoTime() - began) / 1e9;
        try (StateStore store = opened[0]) {
            return new Opened(used, seconds, store.recoveryReport());
        }
    }

    private <T> T use(Path directory, Use<T> use) throws Exception {
        StoreOptions options = Stores.withoutCheckpoints();
        if (!sealed) {
            return use.with(options);
        }
        try (Keyring keyring = Keyrings.in(Files.createDirectories(directory.resolve("keys")))) {
            return use.with(
                    options.toBuilder().sealing(keyring).anchor(Anchor.none()).build());
        }
    }
}
