// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** What sealing adds to the processor time of an append by one thread, which is a frame each, where a sync costs nothing. */
final class SealedAppendGoal implements Goal {
    private static final int BYTES = 256;
    private static final int TURNS = 8;
    private static final int WARMUP_TURNS = 2;

    @Override
    public String name() {
        return "seal-append";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        int appends = effort.records() / 100;
        ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
        try (Scratch scratch = Scratch.or(directory);
                Pair logs = Pair.create(
                        scratch.fresh("keys"),
                        NioStorage.at(scratch.fresh("plain")),
                        NioStorage.at(scratch.fresh("sealed")),
                        WalOptions.defaults())) {
            Pair.Turn turn = log -> {
                double seconds = Processor.seconds(() -> {
                    for (int i = 0; i < appends; i++) {
                        log.append(record.rewind());
                    }
                });
                return seconds * 1e6 / appends;
            };
            Pair.Turns unused = logs.take(WARMUP_TURNS, turn);
            Pair.Turns micros = logs.take(TURNS, turn);
            return Map.of(
                    "CPU us, plain", micros.medianPlain(),
                    "CPU us, sealed", micros.medianSealed(),
                    "CPU us more", micros.more());
        }
    }
}
