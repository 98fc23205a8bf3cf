// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.Durability;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Measures how long it takes to open a log: verified by one thread, by all, and with a checkpoint near its end. The directory
 * given is to be empty; what it holds afterwards can be deleted.
 *
 * <p>Beside the time on the clock it tells the processor time, which other work on the machine changes less. With the modules
 * compiled and {@code jspecify} at hand:
 *
 * <pre>{@code
 * m=modules; t=target/classes
 * java -cp $m/wal/target/test-classes:$m/wal/$t:$m/storage/$t:$m/crypto/$t:$m/base/$t:jspecify-1.0.0.jar \
 *     io.duramen.wal.segmented.OpenSpeed /some/empty/directory 1024
 * }</pre>
 */
public final class OpenSpeed {
    private static final int RECORD_BYTES = 1024;
    private static final int GROUP = 64;
    private static final int ROUNDS = 5;

    private OpenSpeed() {}

    /**
     * Makes a log and opens it several times.
     *
     * @param args the directory, and optionally the size in MiB (1024) and the payload in bytes (1024)
     */
    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 1024) << 20;
        int payload = args.length > 2 ? Integer.parseInt(args[2]) : RECORD_BYTES;
        long last = write(directory, bytes, payload);
        System.out.printf("%d records of %d bytes%n", last, payload);
        readOnly("one thread", directory, WriterMode.CALLER);
        readOnly("all processors", directory, WriterMode.THREAD);
        open("open for writing", directory);
        try (WriteAheadLog log = WriteAheadLog.open(directory, options(WriterMode.THREAD))) {
            log.checkpoint(last - last / 50);
        }
        open("open with a checkpoint", directory);
    }

    private static long write(Path directory, long bytes, int payload) {
        byte[] content = new byte[payload];
        new SplittableRandom(1).nextBytes(content);
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            long lsn = 0;
            long written = 0;
            while (written < bytes) {
                for (int i = 0; i < GROUP; i++) {
                    lsn = log.append(ByteBuffer.wrap(content));
                }
                written += (long) GROUP * payload;
            }
            return lsn;
        }
    }

    private static WalOptions options(WriterMode mode) {
        return WalOptions.builder().writerMode(mode).build();
    }

    private static void readOnly(String what, Path directory, WriterMode mode) {
        for (int round = 0; round < ROUNDS; round++) {
            measure(what, () -> WriteAheadLog.openReadOnly(directory, options(mode)));
        }
    }

    private static void open(String what, Path directory) {
        for (int round = 0; round < ROUNDS; round++) {
            measure(what, () -> WriteAheadLog.open(directory, options(WriterMode.THREAD)));
        }
    }

    private static void measure(String what, java.util.function.Supplier<ReadableLog> open) {
        long processor = processorNanos();
        long began = System.nanoTime();
        try (ReadableLog log = open.get()) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = (processorNanos() - processor) / 1e9;
            double gib = log.segments().stream().mapToLong(s -> s.usedBytes()).sum() / (double) (1 << 30);
            System.out.printf(
                    "%-24s %5.2f GiB  %6.3f s  %5.2f GiB/s  processor %6.3f s, %5.3f s/GiB%n",
                    what, gib, seconds, gib / seconds, used, used / gib);
        }
    }

    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
