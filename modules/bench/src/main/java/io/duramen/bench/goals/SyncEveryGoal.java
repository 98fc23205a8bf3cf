// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One thread that syncs after every so many records. */
final class SyncEveryGoal implements Goal {
    private static final int BYTES = 256;

    @Override
    public String name() {
        return "sync-every";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) {
        Map<String, Double> rates = new LinkedHashMap<>();
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
            for (int every : new int[] {1, 10, 100, 1000}) {
                rate(log, record, every, effort.seconds() / 2);
                rates.put("every " + every + " a second", rate(log, record, every, effort.seconds()));
            }
        }
        return rates;
    }

    private static double rate(WriteAheadLog log, ByteBuffer record, int every, double seconds) {
        long began = System.nanoTime();
        long appended = 0;
        while (System.nanoTime() - began < seconds * 1e9) {
            for (int i = 0; i < every; i++) {
                log.append(record.rewind());
            }
            log.sync();
            appended += every;
        }
        return appended / ((System.nanoTime() - began) / 1e9);
    }
}
