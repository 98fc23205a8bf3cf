// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.BenchException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recovery by size: opening a log after an orderly end and replaying all of it; and finding a record by its time. */
final class ReplaySizesGoal implements Goal {
    private static final int BYTES = 256;
    private static final int[] PARTS = {1000, 100, 10, 2, 1}; // the last two are one and twice as many
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String name() {
        return "replay-sizes";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        double half = 0;
        double whole = 0;
        for (int part : PARTS) {
            int size = effort.records() / part;
            Path files = Files.createDirectory(directory.resolve("of-" + size));
            fill(files, size);
            half = whole;
            whole = measure(files, size, " 1/" + part, figures);
        }
        figures.put("times for twice as many", whole / half);
        return figures;
    }

    /** Returns the milliseconds that reading took; opening has a part that does not depend on the size. */
    private static double measure(Path files, int size, String of, Map<String, Double> figures) {
        long began = System.nanoTime();
        try (WriteAheadLog log = WriteAheadLog.open(files, WalOptions.defaults())) {
            double opened = (System.nanoTime() - began) / 1e6;
            replay(log, size);
            double done = (System.nanoTime() - began) / 1e6;
            figures.put("of them to open" + of, opened);
            figures.put("ms" + of, done);
            long seek = System.nanoTime();
            long found = log.firstLsnAt(START.plusMillis(size / 2)).orElseThrow();
            figures.put("ms to find a time" + of, (System.nanoTime() - seek) / 1e6);
            if (found != size / 2 + 1) {
                throw new BenchException("found record " + found + " instead of " + (size / 2 + 1));
            }
            return done - opened;
        }
    }

    private static void fill(Path directory, int size) {
        byte[] payload = Load.record(BYTES, 1);
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            for (int i = 0; i < size; i++) {
                log.submit(LogEntry.builder(ByteBuffer.wrap(payload))
                        .time(START.plusMillis(i))
                        .build());
            }
            log.sync();
        }
    }

    private static void replay(ReadableLog log, long expected) {
        long read = 0;
        try (LogCursor cursor = log.cursor(1)) {
            while (cursor.next()) {
                read++;
            }
        }
        if (read != expected) {
            throw new BenchException("expected " + expected + " records, read " + read);
        }
    }
}
