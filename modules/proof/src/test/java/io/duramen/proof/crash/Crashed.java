// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import io.duramen.crypto.Sealing;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the crash suites share: small segments, no threads, payloads that follow from their number. */
final class Crashed {
    /** Stands in every payload; where it can be found on a disk, something was not sealed. */
    static final String CANARY = "canary";

    /** Two of them do not fit one segment. */
    static final int LARGE = 40_000;

    private Crashed() {}

    static WalOptions options(@Nullable Sealing sealing) {
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

    /** The payload of a number; every third is a large one. */
    static byte[] payload(long number) {
        byte[] bytes = new byte[number % 3 == 0 ? LARGE : 40 + (int) (number * 37 % 200)];
        new SplittableRandom(number).nextBytes(bytes);
        byte[] text = (CANARY + " " + number + " ").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return bytes;
    }

    static List<LogRecord> records(ReadableLog log) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.read(log.firstLsn())) {
            reader.forEach(records::add);
        }
        return records;
    }

    /** Checks that a log holds, from its first record to its last, what was appended under each number. */
    static void requireRecords(ReadableLog log) {
        long expected = log.firstLsn();
        for (LogRecord record : records(log)) {
            if (record.lsn() != expected || !record.payload().equals(ByteBuffer.wrap(payload(expected)))) {
                throw new AssertionError("record " + record.lsn() + " is not what was appended as " + expected);
            }
            expected++;
        }
        if (expected != log.durableLsn() + 1) {
            throw new AssertionError("read up to " + (expected - 1) + " of " + log.durableLsn());
        }
    }
}
