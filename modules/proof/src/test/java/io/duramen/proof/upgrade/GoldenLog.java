// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.upgrade;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.lines.JsonLinesProvider;
import io.duramen.proof.TestKeys;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** The logs of which every release keeps one, as they are on the disk when the program that wrote them is gone. */
enum GoldenLog {
    /** Two segments, everything forced, the power lost. */
    PLAIN {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            append(WriteAheadLog.create(disk, options().build()), 12);
            return disk.crash(0);
        }
    },
    /** Closed in order. */
    SEALED_END {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            try (WriteAheadLog log = WriteAheadLog.create(disk, options().build())) {
                append(log, 12);
            }
            return disk.crash(0);
        }
    },
    /** With the number of the last durable record in the marks, and a checkpoint that removed a segment. */
    FULL {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(
                    disk, options().durability(Durability.FULL).build());
            append(log, 16);
            log.checkpoint(14);
            return disk.crash(0);
        }
    },
    /** The last write did not reach the disk as a whole. */
    TORN_TAIL {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(disk, options().build());
            append(log, 9);
            SegmentInfo last = log.segments().get(log.segments().size() - 1);
            log.append(LogEntry.of(payload(10, 3000)));
            SimDisk torn = disk.crash(0);
            torn.zero(String.format("wal/%016x.seg", last.number()), last.usedBytes() + 1024, 1 << 16);
            return torn;
        }
    },
    /** The power lost in the middle of a roll. */
    CRASH_IMAGE {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(disk, options().build());
            append(log, 9);
            disk.crashAt(disk.operations() + 7);
            try {
                append(log, 30);
                throw new AssertionError("the power was to fail before 30 more records");
            } catch (SimulatedCrash crash) {
                return disk.crash(5);
            }
        }
    },
    /** Encrypted, with its keyring, which a test's password opens; begun once and gone on with once. */
    ENCRYPTED {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            try (TestKeys keys = new TestKeys()) {
                WalOptions options = options()
                        .sealing(keys.create(disk))
                        .anchor(Anchor.none())
                        .build();
                try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
                    append(log, 4);
                }
                WriteAheadLog log = WriteAheadLog.open(disk, options);
                log.append(LogEntry.of(payload(5, 500)));
                append(log, 4);
                return disk.crash(0);
            }
        }

        @Override
        WalOptions reading(Storage storage, TestKeys keys) {
            return options().sealing(keys.unlock(storage)).anchor(Anchor.none()).build();
        }
    },
    /** Lines of JSON. */
    JSON_LINES {
        @Override
        SimDisk write() {
            SimDisk disk = SimDisk.create();
            JsonLinesLog log = JsonLinesLog.create(disk, options().build());
            append(log, 9);
            log.prepare("t-1", Changes.builder().put("greeting", "h\u00e9llo").build(), CLOCK.instant());
            log.markCommitted("t-1");
            return disk.crash(0);
        }

        @Override
        WalOptions reading(Storage storage, TestKeys keys) {
            return options().provider(new JsonLinesProvider()).build();
        }
    };

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.000006Z"), ZoneOffset.UTC);

    /** Writes it with the code as it is. */
    abstract SimDisk write();

    /** How it is opened. */
    WalOptions reading(Storage storage, TestKeys keys) {
        return options().build();
    }

    String file() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static WalOptions.Builder options() {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .clock(CLOCK)
                .random(new SplittableRandom(1));
    }

    /** Records with and without attributes; every fifth so large that two of them do not fit one segment. */
    private static void append(WriteAheadLog log, int count) {
        for (int i = 0; i < count; i++) {
            long number = log.durableLsn() + 1;
            LogEntry.Builder entry = LogEntry.builder(payload(number, number % 5 == 0 ? 40_000 : (int) number * 7));
            if (number % 2 == 0) {
                entry.actor("ada")
                        .operation(List.of("put", "delete", "checkpoint", "compact")
                                .get((int) number / 2 % 4))
                        .key(("key " + number).getBytes(StandardCharsets.UTF_8))
                        .incarnation(number);
            }
            if (number % 3 == 0) {
                entry.type(RecordType.PREPARE).transactionId(number);
            }
            log.append(entry.build());
        }
    }

    /** Bytes that compress well, so that the files stay small. */
    private static ByteBuffer payload(long number, int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) ('a' + number % 26));
        return ByteBuffer.wrap(bytes);
    }
}
