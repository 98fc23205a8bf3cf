// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyHolder;
import io.duramen.crypto.KeyRotation;
import io.duramen.crypto.RotationReport;
import io.duramen.crypto.Sealing;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** What the rotation suites share: small segments, no threads, payloads that follow from their number. */
final class Rotated {
    /** Two of them do not fit one segment. */
    private static final int LARGE = 40_000;

    private Rotated() {}

    static WalOptions options(Sealing sealing) {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC))
                .random(new SplittableRandom(1))
                .sealing(sealing)
                .anchor(Anchor.none())
                .build();
    }

    static KeyEpochs epochs(Sealing sealing) {
        return sealing.epochs().orElseThrow();
    }

    /** A rotation that waits for nothing. */
    static KeyRotation rotation(Sealing sealing, List<KeyHolder> holders) {
        return KeyRotation.of(epochs(sealing), holders).limitedTo(Long.MAX_VALUE);
    }

    static KeyRotation rotation(Sealing sealing, WriteAheadLog log) {
        return rotation(sealing, List.of(log.keys()));
    }

    static KeyEpoch.State state(Sealing sealing, int epoch) {
        return epochs(sealing).all().get(epoch - 1).state();
    }

    /** Every older key is gone, and nothing needs it. */
    static void requireComplete(Sealing sealing, RotationReport report) {
        assertTrue(report.isComplete(), report::toString);
        for (KeyEpoch epoch : epochs(sealing).all()) {
            KeyEpoch.State expected =
                    epoch.number() == report.epoch() ? KeyEpoch.State.ACTIVE : KeyEpoch.State.DESTROYED;
            assertEquals(expected, epoch.state(), epoch::toString);
        }
    }

    /** The payload of a number; every second is a large one. */
    static byte[] payload(long number) {
        byte[] bytes = new byte[number % 2 == 0 ? LARGE : 40 + (int) (number * 37 % 200)];
        new SplittableRandom(number).nextBytes(bytes);
        return bytes;
    }

    static void append(WriteAheadLog log) {
        long number = log.durableLsn() + 1;
        assertEquals(number, log.append(ByteBuffer.wrap(payload(number))));
    }

    /** Checks that a log holds, from its first record to its last, what was appended under each number. */
    static void requireRecords(ReadableLog log) {
        long expected = log.firstLsn();
        try (LogReader reader = log.read(log.firstLsn())) {
            for (LogRecord record : reader) {
                if (record.lsn() != expected || !record.payload().equals(ByteBuffer.wrap(payload(expected)))) {
                    throw new AssertionError("record " + record.lsn() + " is not what was appended as " + expected);
                }
                expected++;
            }
        }
        if (expected != log.durableLsn() + 1) {
            throw new AssertionError("read up to " + (expected - 1) + " of " + log.durableLsn());
        }
    }
}
