// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log opened for reading while it is being written: whatever the writer does meanwhile is no damage. */
class LiveReadTest {

    /** What the writer does while somebody else opens its log. */
    private enum Deed {
        APPENDS,
        PAUSES,
        ROLLS,
        ROLLS_TWICE_AND_PAUSES,
        ROLLS_AND_GOES_ON,
        REMOVES,
        ROLLS_AND_REMOVES,
        CLOSES;

        void doTo(WriteAheadLog log) {
            switch (this) {
                case APPENDS -> appendMore(log, 3, 100);
                case PAUSES -> ((SegmentedLog) log).idle();
                case ROLLS -> appendMore(log, 3, 40_000);
                case ROLLS_TWICE_AND_PAUSES -> {
                    appendMore(log, 5, 40_000);
                    ((SegmentedLog) log).idle();
                }
                case ROLLS_AND_GOES_ON -> {
                    appendMore(log, 1, 40_000);
                    appendMore(log, 3, 100);
                }
                case REMOVES -> log.checkpoint(log.durableLsn() + 1);
                case ROLLS_AND_REMOVES -> {
                    appendMore(log, 3, 40_000);
                    log.checkpoint(log.durableLsn() + 1);
                    appendMore(log, 1, 10);
                }
                case CLOSES -> log.close();
            }
        }

        boolean removes() {
            return this == REMOVES || this == ROLLS_AND_REMOVES;
        }
    }

    private static void appendMore(WriteAheadLog log, int records, int length) {
        for (int i = 0; i < records; i++) {
            log.append(payload(i, length));
        }
    }

    /** Two closed segments, a third in use, and the next one armed or not. */
    private static WriteAheadLog live(SimDisk disk, Durability durability) {
        WriteAheadLog log = WriteAheadLog.create(disk, plain(durability));
        appendMore(log, 3, 45_000);
        appendMore(log, 2, 100);
        return log;
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void whateverTheWriterDoesInTheMiddleOfAnOpenIsNoDamage(Deed deed) {
        int turns = 0;
        boolean reached = true;
        for (int at = 0; reached; at++) {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = live(disk, at % 2 == 0 ? Durability.WAL : Durability.FULL);
            long before = log.durableLsn();
            int now = at;
            AtomicInteger turn = new AtomicInteger();
            AtomicBoolean done = new AtomicBoolean();
            BetweenStorage storage = new BetweenStorage(disk, () -> {
                if (turn.getAndIncrement() == now) {
                    done.set(true);
                    deed.doTo(log);
                }
            });
            try (ReadableLog read = WriteAheadLog.openReadOnly(storage, plain())) {
                CorruptLogException damage = read.recovery().damage();
                assertNull(damage, () -> deed + " in operation " + now + ": " + damage);
                assertTrue(read.durableLsn() >= before, deed + " in operation " + now);
                if (!deed.removes()) {
                    assertEquals(
                            read.durableLsn() - read.firstLsn() + 1, all(read).size());
                }
            }
            reached = done.get();
            turns++;
        }
        assertTrue(turns > 50, deed + " was tried in " + turns + " operations");
    }

    @Test
    void appendsBetweenAnyTwoOperationsOfAnOpenAreNoDamage() {
        for (int length : new int[] {10, 1000, 9000}) {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = live(disk, Durability.WAL);
            AtomicInteger turn = new AtomicInteger();
            BetweenStorage storage =
                    new BetweenStorage(disk, () -> log.append(payload(turn.incrementAndGet(), length)));
            try (ReadableLog read = WriteAheadLog.openReadOnly(storage, plain())) {
                assertNull(read.recovery().damage(), () -> "" + read.recovery().damage());
                assertTrue(read.durableLsn() >= 5);
            }
            assertTrue(turn.get() > 50);
        }
    }

    @Test
    void aReaderBetweenAnyTwoOperationsOfTheWriterSeesNoDamage() {
        for (Durability durability : new Durability[] {Durability.WAL, Durability.FULL}) {
            SimDisk disk = SimDisk.create();
            AtomicInteger opened = new AtomicInteger();
            BetweenStorage storage = new BetweenStorage(disk, () -> {
                if (disk.exists(LogNames.MARKS)) {
                    try (ReadableLog read = WriteAheadLog.openReadOnly(disk, plain())) {
                        assertNull(
                                read.recovery().damage(),
                                () -> "" + read.recovery().damage());
                        opened.incrementAndGet();
                    }
                }
            });
            try (WriteAheadLog log = WriteAheadLog.create(storage, plain(durability))) {
                appendMore(log, 3, 45_000);
                ((SegmentedLog) log).idle();
                log.checkpoint(3);
                appendMore(log, 2, 45_000);
            }
            try (WriteAheadLog log = WriteAheadLog.open(storage, plain(durability))) {
                appendMore(log, 3, 45_000);
            }
            assertTrue(opened.get() > 300, "opened " + opened);
        }
    }

    @Test
    void aRecoveryBetweenAnyTwoOperationsOfAnOpenIsNoDamage() {
        boolean reached = true;
        for (int at = 0; reached; at++) {
            SimDisk first = SimDisk.create();
            live(first, Durability.WAL);
            SimDisk disk = first.crash(1);
            int now = at;
            AtomicInteger turn = new AtomicInteger();
            AtomicBoolean done = new AtomicBoolean();
            BetweenStorage storage = new BetweenStorage(disk, () -> {
                if (turn.getAndIncrement() == now) {
                    done.set(true);
                    appendMore(WriteAheadLog.open(disk, plain()), 3, 40_000);
                }
            });
            try (ReadableLog read = WriteAheadLog.openReadOnly(storage, plain())) {
                assertNull(
                        read.recovery().damage(),
                        () -> now + ": " + read.recovery().damage());
                assertTrue(read.durableLsn() >= 4, () -> now + ": " + read.recovery());
            }
            reached = done.get();
        }
    }

    @Test
    void damageIsFoundAllTheSameBesideAWriterThatNeverRests() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = live(disk, Durability.FULL);
        disk.flipBit(LogNames.segment(2), (SegmentLayout.HEADER_BYTES + 20_000) * 8L);
        AtomicInteger turn = new AtomicInteger();
        BetweenStorage storage = new BetweenStorage(disk, () -> log.append(payload(turn.incrementAndGet(), 5000)));
        try (ReadableLog read = WriteAheadLog.openReadOnly(storage, plain())) {
            CorruptLogException damage = read.recovery().damage();
            assertNotNull(damage);
            assertEquals(disk.describe(LogNames.segment(2)), damage.file());
        }
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadIsDamage() {
        SimDisk disk = SimDisk.create();
        live(disk, Durability.WAL);
        SimDisk crashed = disk.crash(1);
        int found = 0;
        boolean reached = true;
        for (int at = 0; reached; at++) {
            SimDisk shrinking = crashed.crash(1);
            int now = at;
            AtomicInteger turn = new AtomicInteger();
            AtomicBoolean done = new AtomicBoolean();
            BetweenStorage storage = new BetweenStorage(shrinking, () -> {
                if (turn.getAndIncrement() == now) {
                    done.set(true);
                    try (StorageFile file = shrinking.open(LogNames.segment(2), OpenMode.READ_WRITE)) {
                        file.truncate(20_000);
                    }
                }
            });
            try (WriteAheadLog log = WriteAheadLog.open(storage, plain())) {
                assertEquals(5, log.durableLsn());
            } catch (CorruptLogException e) {
                assertTrue(e.file().contains(LogNames.segment(2)), e::getMessage);
                found += e.getMessage().contains("the end of the file") ? 1 : 0;
            }
            reached = done.get();
        }
        assertTrue(found > 0);
        assertThrows(CorruptLogException.class, () -> {
            try (StorageFile file = crashed.open(LogNames.segment(2), OpenMode.READ_WRITE)) {
                file.truncate(20_000);
            }
            WriteAheadLog.open(crashed, plain());
        });
    }

    @Test
    void withRealThreadsAndARealFileSystemNothingIsDamageEither(@TempDir Path directory) throws InterruptedException {
        var options = options().writerMode(WriterMode.THREAD).build();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            Thread writer = new Thread(() -> {
                try {
                    for (int n = 1; !stop.get(); n++) {
                        log.append(payload(n, n % 7 == 0 ? 9000 : 100));
                        if (n % 50 == 0) {
                            log.checkpoint(log.durableLsn() - 20);
                        }
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            writer.start();
            try {
                for (int i = 0; i < 300; i++) {
                    try (ReadableLog read = WriteAheadLog.openReadOnly(directory, options)) {
                        assertNull(
                                read.recovery().damage(),
                                () -> "" + read.recovery().damage());
                    }
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
        assertNull(failure.get());
    }
}
