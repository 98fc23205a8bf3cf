// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.storage.NioStorage;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many bytes a frame has that holds one record of 256 bytes, or a group of them, plain and sealed. */
final class SealedSizeGoal implements Goal {
    static final List<Integer> GROUPS = List.of(1, 16, 64);

    private static final int BYTES = 256;
    private static final int FRAMES = 10;

    @Override
    public String name() {
        return "seal-size";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (Scratch scratch = Scratch.or(directory);
                Pair logs = Pair.create(
                        scratch.fresh("keys"),
                        NioStorage.at(scratch.fresh("plain")),
                        NioStorage.at(scratch.fresh("sealed")),
                        // without a thread there are no frames but those asked for
                        WalOptions.builder().writerMode(WriterMode.CALLER).build())) {
            for (int group : GROUPS) {
                figures.put("bytes of " + group + " records, plain", bytes(logs.plain(), group));
                figures.put("bytes of " + group + " records, sealed", bytes(logs.sealed(), group));
            }
        }
        return figures;
    }

    private static double bytes(WriteAheadLog log, int group) {
        LogEntry record = LogEntry.of(ByteBuffer.wrap(Load.record(BYTES, group)));
        WalStatistics before = log.statistics();
        for (int i = 0; i < FRAMES; i++) {
            long unused = log.submitAll(Collections.nCopies(group, record)).await();
        }
        WalStatistics after = log.statistics();
        return (double) (after.frameBytes() - before.frameBytes()) / (after.frames() - before.frames());
    }
}
