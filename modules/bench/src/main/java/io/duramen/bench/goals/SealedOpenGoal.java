// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.store.own.Keyrings;
import io.duramen.seal.Keyring;
import io.duramen.wal.Durability;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** What opening a sealed log and verifying all of it costs beside a plain one, both of as many records of 1 KiB, in turn. */
final class SealedOpenGoal implements Goal {
    private static final int BYTES = 1024;
    private static final int TURNS = 5;
    private static final double GIB = 1L << 30;

    @Override
    public String name() {
        return "seal-open";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        try (Scratch scratch = Scratch.or(directory);
                Keyring keyring = Keyrings.in(scratch.fresh("keys"))) {
            WalOptions plain = WalOptions.defaults();
            WalOptions sealed = Pair.sealedBy(keyring, plain);
            Path plainFiles = scratch.fresh("plain");
            Path sealedFiles = scratch.fresh("sealed");
            fill(plainFiles, plain, effort.records() / 8);
            fill(sealedFiles, sealed, effort.records() / 8);
            double[] plainSeconds = new double[TURNS];
            double[] sealedSeconds = new double[TURNS];
            for (int i = 0; i < TURNS; i++) {
                plainSeconds[i] = secondsAGib(plainFiles, plain);
                sealedSeconds[i] = secondsAGib(sealedFiles, sealed);
            }
            double before = Pair.median(plainSeconds);
            double after = Pair.median(sealedSeconds);
            return Map.of(
                    "CPU s a GiB, plain", before, "CPU s a GiB, sealed", after, "CPU s a GiB more", after - before);
        }
    }

    private static void fill(Path directory, WalOptions options, int records) {
        ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
        WalOptions quick = options.toBuilder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, quick)) {
            for (int i = 0; i < records; i++) {
                log.append(record.rewind());
            }
            log.sync();
        }
    }

    private static double secondsAGib(Path directory, WalOptions options) throws Exception {
        ReadableLog[] opened = new ReadableLog[1];
        double seconds = Processor.seconds(() -> opened[0] = WriteAheadLog.openReadOnly(directory, options));
        try (ReadableLog log = opened[0]) {
            long bytes =
                    log.segments().stream().mapToLong(SegmentInfo::usedBytes).sum();
            return seconds * GIB / bytes;
        }
    }
}
