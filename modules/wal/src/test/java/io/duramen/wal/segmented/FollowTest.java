// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A tail of a log that somebody else writes: it sees nothing but the files. */
class FollowTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimDisk disk = SimDisk.create();

    private static List<Long> shown(LogTail tail) {
        List<Long> shown = new ArrayList<>();
        while (tail.next()) {
            assertEquals(payload(tail.lsn()), tail.payload());
            shown.add(tail.lsn());
        }
        return shown;
    }

    private ReadableLog other() {
        return WriteAheadLog.openReadOnly(disk, plain());
    }

    @Test
    void aRecordIsShownOnceSomethingBehindItSaysThatItIsDurable() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            assertEquals(List.of(), shown(tail));
            append(log, 1, 1);
            assertEquals(List.of(), shown(tail)); // durable, but nothing in the files says so yet
            append(log, 2, 3);
            assertEquals(List.of(1L, 2L), shown(tail));
            ((SegmentedLog) log).idle();
            assertEquals(List.of(3L), shown(tail));
            assertEquals(List.of(), shown(tail));
        }
    }

    @Test
    void underFullTheMarksVouchForTheLastRecord() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.FULL));
                ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            append(log, 1, 1);
            assertEquals(List.of(1L), shown(tail));
        }
    }

    @Test
    void underNoneNothingIsShownBeforeASync() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.NONE));
                ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            append(log, 1, 50);
            ((SegmentedLog) log).step();
            assertEquals(List.of(), shown(tail));
            log.sync();
            ((SegmentedLog) log).idle();
            assertEquals(50, shown(tail).size());
        }
    }

    @Test
    void aTailFollowsIntoNewSegmentsAndPastTheEndOfAProcess() {
        try (ReadableLog other = followed()) {
            try (LogTail tail = other.tail(1)) {
                try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
                    append(log, 1, 2000);
                    ((SegmentedLog) log).idle();
                    assertEquals(2000, shown(tail).size());
                }
                assertEquals(List.of(), shown(tail));
                try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
                    append(log, 2001, 2100);
                    ((SegmentedLog) log).idle();
                    assertEquals(100, shown(tail).size());
                }
            }
        }
        assertEquals(List.of(), disk.openFiles());
    }

    private ReadableLog followed() {
        WriteAheadLog.create(disk, plain()).close();
        return other();
    }

    @Test
    void whatARecoveryWritesAgainIsShownAtOnce() {
        FaultStorage process = FaultStorage.over(disk);
        WriteAheadLog log = WriteAheadLog.create(process, plain());
        try (ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            append(log, 1, 3);
            assertEquals(List.of(1L, 2L), shown(tail));
            kill(process, log);
            try (WriteAheadLog again = WriteAheadLog.open(disk, plain())) {
                assertEquals(3, again.durableLsn());
                assertEquals(List.of(3L), shown(tail));
            }
        }
    }

    /** Ends a process without any order: its files and its lock are closed, nothing is written. */
    private static void kill(FaultStorage process, WriteAheadLog log) {
        process.fail(Fault.IO_ERROR, 0, Times.FOREVER);
        try {
            log.close();
        } catch (LogFailedException expected) {
            // it could not mark itself closed
        }
    }

    @Test
    void aCheckpointThatRemovesTheNextRecordIsSaid() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = other();
                LogTail slow = other.tail(1);
                LogTail unstarted = other.tail(1)) {
            append(log, 1, 3);
            assertTrue(slow.next());
            append(log, 4, 2000);
            log.checkpoint(1900);
            assertThrows(RecordsRemovedException.class, unstarted::next);
            RecordsRemovedException removed = assertThrows(RecordsRemovedException.class, () -> shown(slow));
            assertEquals(log.firstLsn(), removed.details().get("firstLsn"));
            try (ReadableLog later = other();
                    LogTail tail = later.tail(log.firstLsn())) {
                ((SegmentedLog) log).idle();
                assertEquals(2000 - log.firstLsn() + 1, shown(tail).size());
            }
        }
    }

    @Test
    void aTailThatIsAheadOfACheckpointGoesOn() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            int next = 1;
            for (int round = 0; round < 20; round++) {
                append(log, next, next + 199);
                ((SegmentedLog) log).idle();
                assertEquals(200, shown(tail).size());
                log.checkpoint(log.durableLsn() + 1);
                next += 200;
            }
        }
    }

    @Test
    void damageIsToldAndNothingBehindItIsShown() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = other();
                LogTail tail = other.tail(1)) {
            append(log, 1, 30);
            long record = log.segments().get(0).usedBytes() - 1500;
            disk.flipBit(LogNames.segment(1), record * 8);
            assertThrows(CorruptLogException.class, () -> shown(tail));
            assertThrows(CorruptLogException.class, tail::next);
            disk.flipBit(LogNames.segment(1), record * 8);
            assertTrue(tail.next());
        }
    }

    @Test
    void aTailTakesNoLockAndChangesNothing() {
        RecordingStorage storage = RecordingStorage.over(disk);
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = WriteAheadLog.openReadOnly(storage, plain());
                LogTail tail = other.tail(1)) {
            append(log, 1, 600);
            assertEquals(599, shown(tail).size());
        }
        assertEquals(List.of(), storage.trace());
        assertEquals(0, storage.count(Kind.LOCK));
    }

    @Test
    void waitingEndsWhenARecordComesAndWhenSomebodyClosesTheTailOrTheLog() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.FULL))) {
            ReadableLog other = other();
            LogTail tail = other.tail(1);
            FutureTask<Boolean> waiting = started(() -> tail.next(LONG));
            append(log, 1, 1);
            assertTrue(waiting.get(1, TimeUnit.MINUTES));

            FutureTask<Boolean> closed = started(() -> {
                assertThrows(LogClosedException.class, () -> tail.next(LONG));
                return true;
            });
            tail.close();
            assertTrue(closed.get(1, TimeUnit.MINUTES));

            LogTail second = other.tail(1);
            assertTrue(second.next(LONG));
            FutureTask<Boolean> ended = started(() -> {
                assertThrows(LogClosedException.class, () -> second.next(LONG));
                return true;
            });
            other.close();
            assertTrue(ended.get(1, TimeUnit.MINUTES));
            second.close();
        }
    }

    private interface Body {
        boolean run() throws Exception;
    }

    private static FutureTask<Boolean> started(Body body) {
        FutureTask<Boolean> task = new FutureTask<>(body::run);
        new Thread(task, "follower").start();
        return task;
    }

    @Test
    void aFollowingTailFiltersToo() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                ReadableLog other = other();
                LogTail tail =
                        other.tail(LogQuery.builder().actor("ada").toLsn(30).build())) {
            for (int n = 1; n <= 40; n++) {
                log.append(LogEntry.builder(payload(n))
                        .actor(n % 10 == 0 ? "ada" : "bob")
                        .build());
            }
            assertEquals(List.of(10L, 20L, 30L), shown(tail));
            assertFalse(tail.next());
        }
    }

    /**
     * Whatever the writing process does, dying in the middle of a write included: a tail shows each record once, in order, never
     * before it is acknowledged, never one that is lost later, and in the end all of them.
     */
    @Test
    void nothingIsShownEarlyTwiceOrNever() {
        Seeds.run(150, random -> new Life(random).run());
    }

    private static final class Life {
        private final SplittableRandom random;
        private final SimDisk disk = SimDisk.create();
        private final WalOptions options;
        private final List<ByteBuffer> payloads = new ArrayList<>(); // what was given each number last
        private FaultStorage process = FaultStorage.over(disk);
        private WriteAheadLog log;
        private long shown;

        Life(SplittableRandom random) {
            this.random = random;
            Durability[] levels = Durability.values();
            this.options = options()
                    .durability(levels[random.nextInt(levels.length)])
                    .recycledSegments(random.nextInt(3))
                    .build();
            this.log = WriteAheadLog.create(process, options);
        }

        void run() {
            try (ReadableLog other = WriteAheadLog.openReadOnly(disk, options);
                    LogTail tail = other.tail(1)) {
                for (int step = 0; step < 120; step++) {
                    act(random.nextInt(20));
                    if (random.nextInt(3) > 0) {
                        look(tail);
                    }
                }
                log.sync();
                ((SegmentedLog) log).idle();
                look(tail);
                assertEquals(log.durableLsn(), shown);
                log.close();
            }
        }

        private void act(int what) {
            if (what < 12) {
                appendSome(1 + random.nextInt(4));
            } else if (what < 14) {
                ((SegmentedLog) log).idle();
            } else if (what < 15) {
                log.sync();
            } else if (what < 16) {
                log.checkpoint(Math.max(log.firstLsn(), Math.min(shown + 1, log.durableLsn() + 1)));
            } else if (what < 17) {
                log.close();
                reopen();
            } else if (what < 18) {
                kill(process, log);
                reopen();
            } else {
                process.fail(
                        random.nextBoolean() ? Fault.TORN_WRITE : Fault.IO_ERROR, random.nextInt(12), Times.FOREVER);
                try {
                    appendSome(10);
                } catch (LogFailedException killed) {
                    assertTrue(process.failures() > 0, killed::getMessage);
                }
                if (process.failures()
                        > 0) { // also if it was on the way to the next segment, and nobody has heard of it yet
                    kill(process, log);
                    reopen();
                }
                process.heal();
            }
        }

        private void appendSome(int count) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[random.nextInt(1200)];
                random.nextBytes(bytes);
                payloads.add(ByteBuffer.wrap(bytes));
                assertEquals(payloads.size(), log.append(ByteBuffer.wrap(bytes)));
            }
        }

        private void reopen() {
            process = FaultStorage.over(disk);
            log = WriteAheadLog.open(process, options);
            while (payloads.size() > log.durableLsn()) {
                payloads.remove(payloads.size() - 1); // never acknowledged, or without durability
            }
        }

        private void look(LogTail tail) {
            while (tail.next()) {
                shown++;
                assertEquals(shown, tail.lsn());
                assertTrue(shown <= log.durableLsn(), () -> "record " + shown + " is shown too early");
                assertEquals(payloads.get((int) shown - 1), tail.payload());
            }
        }
    }
}
