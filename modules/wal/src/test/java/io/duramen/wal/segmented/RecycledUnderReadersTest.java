// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static io.duramen.wal.segmented.Recycled.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who still reads a segment whose file becomes another one is told that its records were removed, and shown nothing else. */
class RecycledUnderReadersTest {
    private final SimDisk disk = SimDisk.create();

    @TempDir
    private Path directory;

    /** A log whose first segments hold many records, with a reader in the first of them. */
    private static WriteAheadLog filled(Storage storage, WalOptions options) {
        WriteAheadLog log = WriteAheadLog.create(storage, options);
        append(log, 1, 900);
        assertTrue(log.segments().size() > 2);
        return log;
    }

    /** Removes every segment but the last, and writes over the files of two. */
    private static void overwriteAll(WriteAheadLog log) {
        log.checkpoint(log.durableLsn());
        for (int i = 0; i < 2500; i++) {
            log.append(payload(log.durableLsn() + 1));
        }
        assertEquals(2, log.metrics().recycledSegments());
    }

    private static void requireRemoved(ReadableLog log, LogReader reader, List<LogRecord> shown) {
        RecordsRemovedException removed =
                assertThrows(RecordsRemovedException.class, () -> reader.forEach(shown::add), log::toString);
        assertTrue(first(removed) > shown.size());
        for (LogRecord record : shown) {
            assertEquals(payload(record.lsn()), record.payload());
        }
    }

    private static long first(RecordsRemovedException removed) {
        return (Long) removed.details().get("firstLsn");
    }

    @Test
    void aReaderOfThisProcessIsToldThatItsRecordsWereRemoved() {
        try (WriteAheadLog log = filled(disk, recycling());
                LogReader reader = log.read(1)) {
            List<LogRecord> shown = new ArrayList<>();
            shown.add(reader.iterator().next());
            overwriteAll(log);
            requireRemoved(log, reader, shown);
        }
    }

    @Test
    void aReaderThroughAMappingIsToldToo() {
        Storage files = NioStorage.at(directory.resolve("log"));
        WalOptions mapped = options().recycledSegments(2).mappedReads(true).build();
        try (WriteAheadLog log = filled(files, mapped);
                LogCursor cursor = log.cursor(LogQuery.all())) {
            assertTrue(cursor.next());
            var first = cursor.payload();
            overwriteAll(log);
            assertEquals(payload(1), first);
            long shown = 1;
            try {
                while (cursor.next()) {
                    shown++;
                    assertEquals(payload(shown), cursor.payload());
                }
                assertEquals(log.durableLsn(), shown, "all was read although it was removed");
            } catch (RecordsRemovedException removed) {
                assertTrue(first(removed) > shown);
            }
        }
    }

    @Test
    void aReaderOfAnotherProcessIsToldToo() {
        try (WriteAheadLog log = filled(disk, recycling());
                ReadableLog other = WriteAheadLog.openReadOnly(disk, plain());
                LogReader reader = other.read(1)) {
            List<LogRecord> shown = new ArrayList<>();
            shown.add(reader.iterator().next());
            overwriteAll(log);
            requireRemoved(other, reader, shown);
            assertThrows(RecordsRemovedException.class, () -> other.read(1).forEach(r -> {}));
        }
    }

    @Test
    void aTailOfAnotherProcessIsToldToo() {
        try (WriteAheadLog log = filled(disk, recycling());
                ReadableLog other = WriteAheadLog.openReadOnly(disk, plain());
                LogTail tail = other.tail(1)) {
            assertTrue(tail.next());
            overwriteAll(log);
            long shown = 1;
            RecordsRemovedException removed = null;
            while (removed == null) {
                try {
                    assertTrue(tail.next());
                    shown++;
                    assertEquals(shown, tail.lsn());
                    assertEquals(payload(shown), tail.payload());
                } catch (RecordsRemovedException e) {
                    removed = e;
                }
            }
            assertTrue(first(removed) > shown);
        }
    }

    /**
     * A writer that recycles takes a turn of some operations before each operation of somebody who opens, reads and follows,
     * and in the middle of each read.
     */
    @Test
    @Tag("S3.45")
    void whateverTheWriterDoesBetweenTwoOperationsOfAReaderItSeesNoDamage() {
        AtomicLong recycled = new AtomicLong();
        AtomicLong removed = new AtomicLong();
        Seeds.run(120, random -> new Two(random).run(recycled, removed));
        assertTrue(recycled.get() > 1000 && removed.get() > 50, recycled + " recycled, " + removed + " removals");
    }

    private static final class Two {
        private final SplittableRandom random;
        private final SimDisk disk = SimDisk.create();
        private final WriteAheadLog log = WriteAheadLog.create(disk, recycling());
        private int left; // turns until the reader gets to its end undisturbed
        private int removals;

        Two(SplittableRandom random) {
            this.random = random;
        }

        private void turn() {
            if (left == 0 || random.nextInt(12) > 0) {
                return;
            }
            int turns = left - 1;
            left = 0; // not in the middle of itself
            for (int i = random.nextInt(40); i > 0; i--) {
                log.append(payload(log.durableLsn() + 1, 8_000));
            }
            if (random.nextBoolean()) {
                log.checkpoint(log.durableLsn());
            }
            left = turns;
        }

        void run(AtomicLong recycled, AtomicLong removed) {
            for (int n = 1; n <= 30; n++) {
                log.append(payload(n, 8_000));
            }
            BetweenStorage between = new BetweenStorage(disk, this::turn);
            for (int round = 0; round < 4; round++) {
                left = random.nextInt(10);
                try (ReadableLog other = WriteAheadLog.openReadOnly(between, plain())) {
                    assertEquals(null, other.recovery().damage());
                    left = random.nextInt(10);
                    orRemoved(() -> read(other));
                    left = random.nextInt(10);
                    orRemoved(() -> follow(other));
                }
            }
            recycled.addAndGet(log.metrics().recycledSegments());
            log.close();
            removed.addAndGet(removals);
        }

        private void orRemoved(Runnable look) {
            try {
                look.run();
            } catch (RecordsRemovedException told) {
                removals++;
            }
        }

        private void read(ReadableLog other) {
            long from = other.firstLsn();
            try (LogReader reader = other.read(from)) {
                for (LogRecord record : reader) {
                    assertEquals(from, record.lsn());
                    assertEquals(payload(from, 8_000), record.payload());
                    from++;
                }
            }
        }

        private void follow(ReadableLog other) {
            try (LogTail tail = other.tail(other.firstLsn())) {
                long shown = other.firstLsn() - 1;
                for (int i = 0; i < 30 && tail.next(); i++) {
                    shown++;
                    assertEquals(shown, tail.lsn());
                    assertEquals(payload(shown, 8_000), tail.payload());
                }
            }
        }
    }
}
