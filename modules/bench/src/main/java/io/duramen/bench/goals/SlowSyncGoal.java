// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How much groups make of a sync that takes a millisecond: 64 appenders beside one. */
final class SlowSyncGoal implements Goal {
    private static final int APPENDERS = 64;
    private static final int BYTES = 256;

    @Override
    public String name() {
        return "slow-sync";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        SlowStorage slow = new SlowStorage(NioStorage.at(directory), TimeUnit.MILLISECONDS.toNanos(1));
        try (WriteAheadLog log = WriteAheadLog.create(slow, WalOptions.defaults())) {
            double one;
            try (Load load = Load.on(log, 1, BYTES)) {
                load.rate(effort.seconds() / 2);
                one = load.rate(effort.seconds());
            }
            double many;
            double shared;
            try (Load load = Load.on(log, APPENDERS, BYTES)) {
                load.rate(effort.seconds() / 2);
                WalStatistics before = log.statistics();
                many = load.rate(effort.seconds());
                WalStatistics after = log.statistics();
                shared = (double) (after.records() - before.records()) / (after.syncs() - before.syncs());
            }
            return Map.of("one a second", one, "64 a second", many, "times", many / one, "records a sync", shared);
        }
    }
}
