// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.ManualClock;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<String> NAMES = List.of("ada", "adam", "Ada", "päul", "");

    private final SimDisk disk = SimDisk.create();

    /** Records whose attributes and times are random; the clock now and then jumps back. */
    private static void fill(WriteAheadLog log, int records, SplittableRandom random) {
        Instant now = START;
        for (int n = 1; n <= records; n++) {
            now = now.plusNanos(random.nextInt(40) * 1000L);
            if (random.nextInt(200) == 0) {
                now = now.minus(Duration.ofNanos(random.nextInt(5_000_000)));
            }
            LogEntry.Builder entry = LogEntry.builder(payload(n)).time(now).type(type(random));
            if (random.nextBoolean()) {
                entry.actor(NAMES.get(random.nextInt(NAMES.size())));
            }
            if (random.nextBoolean()) {
                entry.operation(NAMES.get(random.nextInt(NAMES.size())));
            }
            if (random.nextBoolean()) {
                entry.key(new byte[random.nextInt(3)]);
            }
            log.append(entry.transactionId(random.nextInt(4)).build());
        }
    }

    private static RecordType type(SplittableRandom random) {
        return random.nextBoolean() ? RecordType.DATA : RecordType.COMMIT;
    }

    private static LogQuery query(List<LogRecord> records, SplittableRandom random) {
        LogQuery.Builder query = LogQuery.builder();
        if (random.nextInt(3) == 0) {
            query.fromLsn(1 + random.nextInt(records.size()));
        }
        if (random.nextInt(3) == 0) {
            query.toLsn(random.nextInt(records.size() + 10));
        }
        if (random.nextInt(3) == 0) {
            query.since(time(records, random));
        }
        if (random.nextInt(3) == 0) {
            query.before(time(records, random));
        }
        if (random.nextInt(3) == 0) {
            query.actor(NAMES.get(random.nextInt(NAMES.size())));
        }
        if (random.nextInt(4) == 0) {
            query.operation(NAMES.get(random.nextInt(NAMES.size())));
        }
        if (random.nextInt(4) == 0) {
            query.type(type(random));
        }
        if (random.nextInt(4) == 0) {
            query.transactionId(random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            query.key(new byte[random.nextInt(3)]);
        }
        return query.build();
    }

    private static Instant time(List<LogRecord> records, SplittableRandom random) {
        Instant time = records.get(random.nextInt(records.size())).time();
        return (time == null ? START : time).plusNanos(random.nextInt(-1, 2));
    }

    @Test
    @Tag("S3.31")
    void everyQueryGivesTheRecordsForWhichAllOfItHolds() {
        Seeds.run(3, random -> {
            SimDisk fresh = SimDisk.create();
            try (WriteAheadLog log = WriteAheadLog.create(fresh, plain())) {
                fill(log, 1500, random);
                List<LogRecord> records = all(log);
                try (ReadableLog later = WriteAheadLog.openReadOnly(fresh, plain())) {
                    for (int i = 0; i < 80; i++) { // what is learned about times must change nothing
                        LogQuery query = query(records, random);
                        List<LogRecord> wanted =
                                records.stream().filter(query::matches).toList();
                        assertEquals(wanted, read(log.read(query)));
                        assertEquals(wanted, shown(log.cursor(query)));
                        assertEquals(wanted, shown(later.cursor(query)));
                        assertEquals(wanted, read(new Bare(log).read(query)));
                        assertEquals(wanted, shown(new Bare(log).cursor(query)));
                    }
                }
            }
        });
    }

    private static List<LogRecord> read(LogReader reader) {
        List<LogRecord> records = new ArrayList<>();
        try (reader) {
            reader.forEach(records::add);
        }
        return records;
    }

    private static List<LogRecord> shown(LogCursor cursor) {
        List<LogRecord> records = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                records.add(cursor.record());
            }
        }
        return records;
    }

    @Test
    void theFirstRecordNotBeforeATimeIsFoundWhateverTheClockDid() {
        Seeds.run(3, random -> {
            try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
                fill(log, 1500, random);
                List<LogRecord> records = all(log);
                for (int i = 0; i < 60; i++) {
                    Instant time = time(records, random);
                    OptionalLong expected = records.stream()
                            .filter(r -> r.time() != null && !r.time().isBefore(time))
                            .mapToLong(LogRecord::lsn)
                            .findFirst();
                    assertEquals(expected, log.firstLsnAt(time));
                    assertEquals(expected, new Bare(log).firstLsnAt(time));
                }
                assertEquals(OptionalLong.of(1), log.firstLsnAt(Instant.MIN));
                assertEquals(OptionalLong.empty(), log.firstLsnAt(Instant.MAX));
            }
        });
    }

    @Test
    void aTimeBetweenTwoMicrosecondsIsBehindTheFirstOfThem() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(LogEntry.builder(payload(1)).time(START.plusNanos(1000)).build());
            log.append(LogEntry.builder(payload(2)).time(START.plusNanos(2000)).build());

            assertEquals(OptionalLong.of(1), log.firstLsnAt(START.plusNanos(1000)));
            assertEquals(OptionalLong.of(2), log.firstLsnAt(START.plusNanos(1001)));
            LogQuery query = LogQuery.builder().before(START.plusNanos(1001)).build();
            assertEquals(1, shown(log.cursor(query)).size());
        }
    }

    @Test
    void onceATimeWasLookedForOtherSegmentsNeedNotBeRead() {
        RecordingStorage storage = RecordingStorage.over(disk);
        ManualClock clock = ManualClock.startingAt(START);
        WalOptions options = options().clock(clock).build();
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            for (int n = 1; n <= 3000; n++) {
                log.append(payload(n));
                clock.advance(Duration.ofSeconds(1));
            }
            int segments = log.segments().size();
            assertTrue(segments > 5);
            Instant late = START.plusSeconds(2900);
            assertEquals(OptionalLong.of(2901), log.firstLsnAt(late));
            storage.clear();
            assertEquals(OptionalLong.of(2901), log.firstLsnAt(late));
            assertEquals(1, storage.count(Kind.OPEN));

            storage.clear();
            LogQuery query = LogQuery.builder()
                    .since(START.plusSeconds(10))
                    .before(START.plusSeconds(20))
                    .build();
            assertEquals(10, shown(log.cursor(query)).size());
            assertTrue(
                    storage.count(Kind.OPEN) <= 2,
                    () -> storage.trace(Kind.OPEN).toString());

            log.checkpoint(2900); // what is known of removed segments is forgotten
            assertEquals(OptionalLong.of(2901), log.firstLsnAt(late));
        }
    }

    @Test
    void attributesAreComparedWholeAndNotAsPrefixes() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(LogEntry.builder(payload(1)).actor("ada").build());
            log.append(LogEntry.builder(payload(2)).operation("ada").build());
            log.append(LogEntry.builder(payload(3)).actor("adam").build());
            log.append(LogEntry.builder(payload(4)).actor("ad").build());

            List<LogRecord> found =
                    shown(log.cursor(LogQuery.builder().actor("ada").build()));
            assertEquals(1, found.size());
            assertEquals(1, found.get(0).lsn());
        }
    }

    @Test
    void aQueryKeepsAKeyOfItsOwn() {
        byte[] key = {1};
        LogQuery query = LogQuery.builder().key(key).build();
        key[0] = 2;
        assertEquals(1, query.key()[0]);
        query.key()[0] = 3;
        assertEquals(1, query.key()[0]);
        assertFalse(query.fromLsn().isPresent());
    }

    /** A backend that implements what it must and nothing more. */
    private record Bare(ReadableLog log) implements ReadableLog {

        @Override
        public UUID logId() {
            return log.logId();
        }

        @Override
        public long firstLsn() {
            return log.firstLsn();
        }

        @Override
        public long durableLsn() {
            return log.durableLsn();
        }

        @Override
        public LogReader read(long fromLsn) {
            return log.read(fromLsn);
        }

        @Override
        public LogRecovery recovery() {
            return log.recovery();
        }

        @Override
        public List<SegmentInfo> segments() {
            return log.segments();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
