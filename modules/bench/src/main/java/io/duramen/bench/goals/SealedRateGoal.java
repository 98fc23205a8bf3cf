// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many fewer appends of 256 bytes by 64 threads a sealed log acknowledges than a plain one beside it, turn by turn. */
final class SealedRateGoal implements Goal {
    private static final int APPENDERS = 64;
    private static final int BYTES = 256;
    private static final int TURNS = 6;

    private final boolean slow;

    /**
     * Chooses where the logs are.
     *
     * @param slow whether in memory, where a sync is made to take a millisecond; else on the disk
     */
    SealedRateGoal(boolean slow) {
        this.slow = slow;
    }

    @Override
    public String name() {
        return slow ? "seal-slow-sync" : "seal-disk";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        try (Scratch scratch = slow ? Scratch.or(directory) : Scratch.on(directory);
                Pair logs = Pair.create(
                        scratch.fresh("keys"),
                        storage(scratch, "plain"),
                        storage(scratch, "sealed"),
                        WalOptions.defaults())) {
            Pair.Turns rates = logs.take(TURNS, log -> {
                try (Load load = Load.on(log, APPENDERS, BYTES)) {
                    load.rate(effort.seconds() / 2);
                    return load.rate(effort.seconds());
                }
            });
            return Map.of(
                    "plain a second", rates.medianPlain(),
                    "sealed a second", rates.medianSealed(),
                    "percent fewer", rates.percentLess());
        }
    }

    private Storage storage(Scratch scratch, String name) throws IOException {
        Storage storage = NioStorage.at(scratch.fresh(name));
        return slow ? new SlowStorage(storage, TimeUnit.MILLISECONDS.toNanos(1)) : storage;
    }
}
