// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * How much smaller segments become, how long that takes, and what reading them costs then. Not a test: run it by hand, with the
 * class path of {@link OpenSpeed}, over an empty directory.
 */
public final class CompressionSpeed {
    private static final int SEGMENT = 16 << 20;
    private static final long BYTES = 64L << 20;
    private static final int ROUNDS = 5;

    private CompressionSpeed() {}

    /**
     * Makes a log of each kind, plain and compressed, and reads both several times in turn.
     *
     * @param args the directory
     */
    public static void main(String[] args) {
        run("json", Path.of(args[0], "json"), Rows::row);
        run("random", Path.of(args[0], "random"), n -> Logs.payload(n, 1024));
        run("half and half", Path.of(args[0], "half"), CompressionSpeed::half);
    }

    private static ByteBuffer half(long number) {
        byte[] bytes = new byte[1024];
        byte[] noise = new byte[512];
        new SplittableRandom(number).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 0, noise.length);
        return ByteBuffer.wrap(bytes);
    }

    private static void run(String what, Path directory, LongFunction<ByteBuffer> payload) {
        Storage plain = NioStorage.at(directory.resolve("plain"));
        Storage compressed = NioStorage.at(directory.resolve("compressed"));
        write(plain, false, payload);
        long nanos = write(compressed, true, payload);
        double seconds = nanos / 1e9;
        try (ReadableLog log = WriteAheadLog.openReadOnly(compressed, WalOptions.defaults())) {
            long before = log.segments().stream()
                    .filter(s -> s.compressed())
                    .mapToLong(s -> s.capacity())
                    .sum();
            long after = log.segments().stream()
                    .filter(s -> s.compressed())
                    .mapToLong(s -> s.storedBytes())
                    .sum();
            System.out.printf(
                    "%s: %d MiB of segments in %.2f of their size, the attempt took %.2f s, %.0f MiB/s%n",
                    what, before >> 20, before == 0 ? 1 : (double) after / before, seconds, (BYTES >> 20) / seconds);
        }
        List<Double> reading = new ArrayList<>();
        List<Double> opening = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            long[] one = read(plain);
            long[] other = read(compressed);
            if (round > 0) {
                opening.add((double) other[0] / one[0]);
                reading.add((double) other[1] / one[1]);
            }
        }
        System.out.printf(
                "%s: opening takes %.1f times as long, reading %.1f times%n", what, median(opening), median(reading));
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    private static long write(Storage storage, boolean compress, LongFunction<ByteBuffer> payload) {
        WalOptions options = Logs.options()
                .durability(Durability.NONE)
                .firstSegmentBytes(SEGMENT)
                .maxSegmentBytes(SEGMENT)
                .compressRotated(compress)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            List<LogEntry> group = new ArrayList<>();
            long bytes = 0;
            for (long n = 1; bytes < BYTES + SEGMENT / 2; n++) {
                ByteBuffer row = payload.apply(n);
                bytes += row.remaining() + 48;
                group.add(LogEntry.builder(row).build());
                if (group.size() == 256) {
                    log.submitAll(group).await();
                    group.clear();
                }
            }
            log.sync();
            long begun = System.nanoTime();
            log.checkpoint(1);
            return System.nanoTime() - begun;
        }
    }

    private static long[] read(Storage storage) {
        long begun = System.nanoTime();
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, Logs.plain())) {
            long opened = System.nanoTime();
            long sum = 0;
            try (LogCursor cursor = log.cursor(LogQuery.all())) {
                while (cursor.next()) {
                    sum += cursor.payload().remaining();
                }
            }
            if (sum < BYTES / 2) {
                throw new AssertionError(sum);
            }
            return new long[] {opened - begun, System.nanoTime() - opened};
        }
    }
}
