// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A part of the files of a log, each opened for reading, then for writing, and read to its end. */
final class LogPart implements Decoder {
    private static final int BLOCK = 4096;
    private static final int HEADER = 8192;
    private static final int LINK = HEADER + 64;
    private static final String SEGMENT = "wal/%016x.seg";
    private static final String MARKS = "wal/marks";

    private final String name;
    private final SimDisk intact;
    private final byte[] sample;
    private final UnaryOperator<byte[]> mending;
    private final Placing placing;

    private LogPart(String name, SimDisk intact, byte[] sample, UnaryOperator<byte[]> mending, Placing placing) {
        this.name = name;
        this.intact = intact;
        this.sample = sample;
        this.mending = mending;
        this.placing = placing;
    }

    /** Where altered bytes go. */
    private interface Placing {
        void put(SimDisk disk, byte[] bytes);
    }

    static List<Decoder> all() {
        SimDisk disk = written();
        String first = String.format(SEGMENT, 1);
        String second = String.format(SEGMENT, 2);
        byte[] segment = disk.bytes(first);
        byte[] next = disk.bytes(second);
        int used = used(disk);
        byte[] salt = Arrays.copyOfRange(next, 40, 48);
        return List.of(
                new LogPart(
                        "frames",
                        disk,
                        Arrays.copyOfRange(next, HEADER, used),
                        bytes -> Mending.frames(bytes, 0, salt),
                        (image, bytes) -> image.overwrite(second, HEADER, Arrays.copyOf(bytes, next.length - HEADER))),
                new LogPart(
                        "header",
                        disk,
                        Arrays.copyOf(segment, BLOCK),
                        bytes -> Mending.prefix(bytes, 124),
                        (image, bytes) -> twice(image, first, bytes)),
                new LogPart(
                        "marks",
                        disk,
                        Arrays.copyOf(disk.bytes(MARKS), BLOCK),
                        bytes -> Mending.prefix(bytes, 80),
                        (image, bytes) -> twice(image, MARKS, bytes)),
                new LogPart(
                        "link", disk, Arrays.copyOfRange(next, LINK, LINK + 112), bytes -> bytes, (image, bytes) -> {
                            byte[] linked = next.clone();
                            System.arraycopy(Arrays.copyOf(bytes, 112), 0, linked, LINK, 112);
                            image.overwrite(second, 0, Mending.frames(linked, HEADER, salt));
                        }));
    }

    /** Two segments, the second begun by an open, with records of every kind; closed in order. */
    private static SimDisk written() {
        SimDisk disk = SimDisk.create();
        WalOptions options = TrialLog.options(Durability.WAL, 1).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            log.append(TrialLog.small(1));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, options)) {
            for (RecordType type : List.of(RecordType.PREPARE, RecordType.COMMIT, RecordType.CHECKPOINT)) {
                log.append(LogEntry.builder(TrialLog.small(type.code()))
                        .type(type)
                        .transactionId(type.code())
                        .actor("ada")
                        .operation("put")
                        .key("greeting".getBytes(StandardCharsets.US_ASCII))
                        .incarnation(3)
                        .build());
            }
            List.of(log.submit(TrialLog.entry(7)), log.submit(TrialLog.entry(8)))
                    .forEach(PendingAppend::await);
        }
        return disk.crash(0);
    }

    private static int used(SimDisk disk) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(
                disk, TrialLog.options(Durability.WAL, 2).build())) {
            return Math.toIntExact(log.segments().get(1).usedBytes());
        }
    }

    private static void twice(SimDisk disk, String file, byte[] bytes) {
        byte[] block = Arrays.copyOf(bytes, BLOCK);
        disk.overwrite(file, 0, block);
        disk.overwrite(file, BLOCK, block);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<byte[]> samples() {
        return List.of(sample.clone());
    }

    @Override
    public byte[] mended(byte[] input) {
        return mending.apply(input.clone());
    }

    @Override
    public SimDisk image(byte[] input) {
        SimDisk image = intact.crash(0);
        placing.put(image, input);
        return image;
    }

    @Override
    public void decode(Storage storage) {
        WalOptions options = TrialLog.options(Durability.WAL, 2).build();
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, options)) {
            readAll(log);
        }
        try (WriteAheadLog log = WriteAheadLog.open(storage, options)) {
            readAll(log);
            log.append(ByteBuffer.allocate(8));
        }
    }

    static void readAll(ReadableLog log) {
        try (LogCursor records = log.cursor(log.firstLsn())) {
            long expected = log.firstLsn();
            while (records.next()) {
                if (records.lsn() != expected++) {
                    throw new AssertionError("record " + records.lsn() + " in the place of " + (expected - 1));
                }
                records.record();
            }
        }
    }
}
