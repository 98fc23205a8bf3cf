// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** The log as the suites use it: the smallest segments, no threads, and record n holds what follows from n. */
final class TrialLog {
    /** Two of them do not fit one segment. */
    static final int LARGE = 40_000;

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static final byte[] NOISE = new byte[1 << 16];

    static {
        new SplittableRandom(7).nextBytes(NOISE);
    }

    private TrialLog() {}

    static WalOptions.Builder options(Durability durability, long salt) {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .durability(durability)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .clock(CLOCK)
                .random(new SplittableRandom(salt));
    }

    /** With the threads it has in production. */
    static WalOptions threads() {
        return WalOptions.builder()
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .build();
    }

    /** A salt that two different states of a disk do not share, and that is the same when a crash is replayed. */
    static long salt(Storage storage, AckLog acks) {
        long names = storage.exists("wal") ? storage.list("wal").hashCode() : 0;
        return (names * 31 + storage.usableSpace()) * 31 + acks.lastTried();
    }

    /** What record n holds: mostly a few dozen bytes, one in seven none, one in five so many that the log rolls soon. */
    static ByteBuffer payload(long number) {
        return payload(number, number % 5 == 0 ? LARGE : number % 7 == 0 ? 0 : 20 + (int) (number * 37 % 200));
    }

    static ByteBuffer payload(long number, int length) {
        int from = (int) (number * 61 % (NOISE.length - LARGE));
        ByteBuffer bytes = ByteBuffer.allocate(length).put(NOISE, from, length);
        if (length >= Long.BYTES) {
            bytes.putLong(0, number);
        }
        return bytes.flip();
    }

    /** A payload for logs that are to stay small. */
    static ByteBuffer small(long number) {
        return payload(number, 20 + (int) (number * 37 % 400));
    }

    static LogEntry entry(long number) {
        return LogEntry.of(payload(number));
    }

    /** Opens what is there, or makes it if nothing is and nothing was promised. */
    static WriteAheadLog openOrCreate(Storage storage, WalOptions options, AckLog acks) {
        try {
            return WriteAheadLog.open(storage, options);
        } catch (LogMissingException notYetCreated) {
            if (acks.lastAcked() > 0) {
                throw new AssertionError("the log is gone, and " + acks, notYetCreated);
            }
            return WriteAheadLog.create(storage, options);
        }
    }

    static void append(WriteAheadLog log, AckLog acks, long number) {
        acks.tried(number);
        long lsn = log.append(payload(number));
        if (lsn != number) {
            throw new AssertionError("the log gave number " + lsn + " to its record " + number);
        }
        acks.acked(number);
    }

    /** Reads everything; each record must be what was appended under its number, without a gap up to the last one. */
    static void requireRecords(ReadableLog log) {
        requireRecords(log, TrialLog::payload);
    }

    /** The same of a log of {@link #small} payloads. */
    static void requireSmall(ReadableLog log) {
        requireRecords(log, TrialLog::small);
    }

    /** The same of a log whose record n holds what somebody else knows. */
    static void requireRecords(ReadableLog log, LongFunction<ByteBuffer> payload) {
        long expected = log.firstLsn();
        try (LogReader reader = log.read(expected)) {
            for (LogRecord record : reader) {
                if (record.lsn() != expected || !record.payload().equals(payload.apply(expected))) {
                    throw new AssertionError("record " + record.lsn() + " is not what was appended as " + expected);
                }
                expected++;
            }
        }
        if (expected != log.durableLsn() + 1) {
            throw new AssertionError("read up to " + (expected - 1) + " of " + log.durableLsn());
        }
    }

    /** Opens, holds what is found against what was promised, promises that, goes on writing and promises that too. */
    static void recoverAndGoOn(Storage storage, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = openOrCreate(storage, options, acks)) {
            acks.requireRecovered(log.durableLsn());
            requireRecords(log);
            if (log.durableLsn() > 0) {
                acks.acked(log.durableLsn());
            }
            append(log, acks, log.durableLsn() + 1);
        }
    }
}
