// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trails that are the same at each run, and what somebody could make of one who computes every checksum of the log anew. */
final class Trails {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");

    private Trails() {}

    static WalOptions.Builder wal() {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxRecordBytes(32 << 10)
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .random(new SplittableRandom(1));
    }

    static AuditOptions.Builder builder() {
        return AuditOptions.builder().wal(wal().build()).withoutFound();
    }

    static AuditOptions options() {
        return builder().build();
    }

    /** Appends the entry of a number; what it holds follows from the number. */
    static AuditEntry append(AuditTrail trail, long n) {
        AuditEntry entry = trail.append("step." + n % 3, "actor" + n % 2, outcome(n), facts(n));
        assertEquals(n, entry.sequence());
        return entry;
    }

    static AuditOutcome outcome(long n) {
        return n % 2 == 0 ? AuditOutcome.DONE : AuditOutcome.FAILED;
    }

    static Map<String, Object> facts(long n) {
        return Map.of("n", n, "text", "x".repeat((int) (n * 7 % 50)));
    }

    /** A trail of so many entries, closed in order. */
    static SimDisk trail(int entries) {
        SimDisk disk = SimDisk.create();
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            for (int n = 1; n <= entries; n++) {
                append(trail, n);
            }
        }
        return disk;
    }

    static AuditVerification verify(Storage storage) {
        return AuditVerifier.of(storage, wal().build()).verify();
    }

    static List<AuditEntry> entries(Storage storage) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditVerification found = AuditVerifier.of(storage, wal().build()).verify(entries::add);
        assertEquals(null, found.finding());
        return entries;
    }

    /** The bytes of every entry, as they stand in the log. */
    static List<byte[]> payloads(Storage storage) {
        List<byte[]> payloads = new ArrayList<>();
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, wal().build());
                LogCursor records = log.cursor(1)) {
            while (records.next()) {
                byte[] bytes = new byte[records.payload().remaining()];
                records.payload().get(bytes);
                payloads.add(bytes);
            }
        }
        return payloads;
    }

    /** A log of the same identity with these records: every checksum right, and the times those of the entries. */
    static SimDisk forged(List<byte[]> payloads) {
        SimDisk disk = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(disk, wal().build())) {
            for (byte[] payload : payloads) {
                long micros = payload.length < 24 ? 0 : little(payload).getLong(EntryLayout.TIME_OFFSET);
                log.append(LogEntry.builder(ByteBuffer.wrap(payload))
                        .time(Instant.EPOCH.plus(micros % (1L << 55), ChronoUnit.MICROS))
                        .build());
            }
        }
        return disk;
    }

    /** An entry whose own digest is computed anew. */
    static byte[] resealed(byte[] payload) {
        byte[] bytes = payload.clone();
        int end = bytes.length - EntryLayout.DIGEST_BYTES;
        System.arraycopy(Digests.ofEntry(bytes, end), 0, bytes, end, EntryLayout.DIGEST_BYTES);
        return bytes;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] digest(byte[] payload) {
        return Arrays.copyOfRange(payload, payload.length - EntryLayout.DIGEST_BYTES, payload.length);
    }
}
