// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.NioStorage;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what it saves to use the files of removed segments again: sustained appends with a checkpoint at each roll, segments
 * filled with zeros beside segments recycled, by turns. Started as {@link OpenSpeed} is, with the classes of {@code testkit} too.
 */
public final class RollSpeed {
    private static final int RECORD_BYTES = 4096;
    private static final int GROUP = 64;

    private RollSpeed() {}

    /**
     * Appends by turns.
     *
     * @param args an empty directory, and optionally the MiB a round (512), the rounds (7) and the MiB a segment (16)
     */
    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 512) << 20;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        int segment = (args.length > 3 ? Integer.parseInt(args[3]) : 16) << 20;
        for (Durability durability : List.of(Durability.WAL, Durability.NONE)) {
            double[] ratios = new double[rounds];
            for (int round = -1; round < rounds; round++) {
                String name = durability + "-" + round;
                double filled = run(directory.resolve(name + "-filled"), bytes, segment, durability, 0, round);
                double recycled = run(directory.resolve(name + "-recycled"), bytes, segment, durability, 2, round);
                if (round >= 0) {
                    ratios[round] = recycled / filled;
                }
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "%s: recycled to filled, median %.2f, from %.2f to %.2f%n",
                    durability, ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
        }
    }

    private static double run(Path place, long bytes, int segment, Durability durability, int recycled, int round) {
        RecordingStorage storage = RecordingStorage.over(NioStorage.at(place));
        WalOptions options = WalOptions.builder()
                .durability(durability)
                .firstSegmentBytes(segment)
                .maxSegmentBytes(segment)
                .recycledSegments(recycled)
                .build();
        byte[] payload = new byte[RECORD_BYTES];
        Arrays.fill(payload, (byte) 7);
        double rate;
        long made;
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            append(log, payload, 4L * segment); // until files wait
            storage.clear();
            long before = log.metrics().madeSegments();
            long began = System.nanoTime();
            append(log, payload, bytes);
            rate = bytes / ((System.nanoTime() - began) / 1e9) / (1 << 20);
            made = log.metrics().madeSegments() - before;
        }
        long written = sum(storage, Kind.WRITE);
        long zeros = sum(storage, Kind.PREALLOCATE);
        System.out.printf(
                "%-5s %d %-8s %7.1f MiB/s, %6.1f MiB written, %6.1f MiB of zeros, %d segments filled%n",
                durability,
                round,
                recycled > 0 ? "recycled" : "filled",
                rate,
                written / 1048576.0,
                zeros / 1048576.0,
                made);
        return rate;
    }

    private static void append(WriteAheadLog log, byte[] payload, long bytes) {
        int segments = log.segments().size();
        List<PendingAppend> group = new ArrayList<>();
        for (long done = 0; done < bytes; done += (long) GROUP * payload.length) {
            for (int i = 0; i < GROUP; i++) {
                group.add(log.submit(LogEntry.of(ByteBuffer.wrap(payload))));
            }
            for (PendingAppend append : group) {
                long unused = append.await();
            }
            group.clear();
            if (log.segments().size() > segments) {
                log.checkpoint(log.durableLsn());
            }
        }
        log.sync();
    }

    private static long sum(RecordingStorage storage, Kind kind) {
        return storage.operations().stream()
                .filter(o -> o.kind() == kind)
                .mapToLong(Operation::length)
                .sum();
    }
}
