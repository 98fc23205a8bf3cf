// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Rows.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalCompression;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that compresses its full segments is the same log in less space, and nobody waits for it. */
class CompressRotatedTest {
    private static final int ROWS = 900;

    private final SimDisk disk = SimDisk.create();

    @Test
    void fullSegmentsAreCompressedAndTheOneBeingWrittenIsNot() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, compressing())) {
            append(log, 1, ROWS);
            assertEquals(List.of(), compressed(disk));
            log.checkpoint(1);
            List<SegmentInfo> segments = log.segments();
            assertEquals(segments.size() - 1, compressed(disk).size());
            SegmentInfo last = segments.get(segments.size() - 1);
            assertFalse(last.compressed());
            assertTrue(disk.exists(LogNames.segment(last.number())));
            long plain = 0;
            long stored = 0;
            for (SegmentInfo segment : segments.subList(0, segments.size() - 1)) {
                assertTrue(segment.compressed());
                assertEquals(disk.describe(CompressedNames.compressed(segment.number())), segment.file());
                assertEquals(disk.bytes(CompressedNames.compressed(segment.number())).length, segment.storedBytes());
                assertFalse(disk.exists(LogNames.segment(segment.number())));
                plain += segment.capacity();
                stored += segment.storedBytes();
            }
            assertEquals(
                    new WalCompression(segments.size() - 1, plain, stored),
                    log.metrics().compression());
            assertEquals(
                    disk.files().entrySet().stream()
                            .filter(file -> file.getKey().contains(".seg"))
                            .mapToLong(file -> file.getValue())
                            .sum(),
                    log.metrics().diskBytes());
            requireRows(log, ROWS);
        }
    }

    @Test
    void unlessItIsAskedForNothingIsCompressedButWhatIsCompressedIsRead() {
        create(disk, compressing(), ROWS);
        int before = compressed(disk).size();
        try (WriteAheadLog log = WriteAheadLog.open(disk, Logs.plain())) {
            append(log, ROWS + 1, 2 * ROWS);
            log.checkpoint(1);
            requireRows(log, 2 * ROWS);
            assertEquals(before, compressed(disk).size());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, compressing())) {
            log.checkpoint(1);
            assertTrue(compressed(disk).size() > before); // what a log without the option left is compressed, too
            requireRows(log, 2 * ROWS);
        }
    }

    @Test
    void aSegmentThatWouldSaveLessThanAnEighthStays() {
        WalOptions options = options()
                .firstSegmentBytes(256 << 10)
                .maxSegmentBytes(256 << 10)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            for (int n = 1; n <= 200; n++) {
                log.append(Logs.payload(n, 5_000)); // at random
            }
            log.checkpoint(1);
            assertEquals(List.of(), compressed(disk));
            assertEquals(WalCompression.NONE, log.metrics().compression());
        }
        assertTrue(disk.list(LogNames.DIRECTORY).stream().noneMatch(name -> name.endsWith(".compressing")));
    }

    @Test
    void aSealedLogIsRefusedWhenTheOptionsAreMade() {
        io.duramen.crypto.Sealing sealing = sealing();
        WalOptions.Builder builder =
                WalOptions.builder().compressRotated(true).sealing(sealing).anchor(Anchor.none());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(refused.getMessage().contains("sealed"), refused::getMessage);
        assertFalse(builder.compressRotated(false).build().compressRotated());
    }

    /** One that seals nothing: it is refused before it is asked. */
    private static io.duramen.crypto.Sealing sealing() {
        return (io.duramen.crypto.Sealing) java.lang.reflect.Proxy.newProxyInstance(
                CompressRotatedTest.class.getClassLoader(),
                new Class<?>[] {io.duramen.crypto.Sealing.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
    }

    /** Frames are verified before they are wrapped in good checksums. */
    @Test
    void aDamagedSegmentStaysAsItIsAndIsTold() {
        List<Event> events = new ArrayList<>();
        WalOptions options = options().events(events::add).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            append(log, 1, ROWS);
            disk.flipBit(LogNames.segment(2), (SegmentLayout.HEADER_BYTES + 20_000) * 8L);
            byte[] before = disk.bytes(LogNames.segment(2));
            log.checkpoint(1);
            assertEquals(List.of(CompressedNames.compressed(1)), compressed(disk));
            assertEquals(-1, java.util.Arrays.mismatch(before, disk.bytes(LogNames.segment(2))));
            assertEquals(1, events.size());
            assertEquals("log.compression-failed", events.get(0).type());
            append(log, ROWS + 1, ROWS + 10); // and the log goes on
        }
    }

    @Test
    void wantOfSpaceLeavesTheSegmentAndIsTriedAgain() {
        List<Event> events = new ArrayList<>();
        boolean[] full = {true};
        Storage small = Watched.storage(disk, (operation, name) -> {
            if (full[0] && operation.equals("force") && name.endsWith(".compressing")) {
                throw new StorageException(StorageException.Kind.NO_SPACE, operation, name, "no space", null);
            }
        });
        WalOptions options = options().events(events::add).build();
        try (WriteAheadLog log = WriteAheadLog.create(small, options)) {
            append(log, 1, ROWS);
            log.checkpoint(1);
            assertEquals(List.of(), compressed(disk));
            assertEquals(1, events.size());
            assertFalse(disk.exists(CompressedNames.compressing(1)));
            full[0] = false;
            log.checkpoint(1);
            assertTrue(compressed(disk).size() >= 2);
            requireRows(log, ROWS);
        }
    }

    @Test
    @Tag("S3.43")
    void aReaderAndAFollowerGoOnAcrossTheSwapAndLaterOnesReadWhatTookItsPlace() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, compressing())) {
            append(log, 1, ROWS);
            try (LogReader reader = log.read(1);
                    ReadableLog other = WriteAheadLog.openReadOnly(disk, Logs.plain());
                    LogTail tail = other.tail(1);
                    LogReader stored = other.read(1)) {
                Iterator<LogRecord> records = reader.iterator();
                Iterator<LogRecord> theirs = stored.iterator();
                for (long n = 1; n <= 50; n++) {
                    assertEquals(row(n), records.next().payload());
                    assertEquals(row(n), theirs.next().payload());
                    assertTrue(tail.next());
                    assertEquals(row(n), tail.payload());
                }
                log.checkpoint(1);
                assertFalse(disk.exists(LogNames.segment(1)));
                for (long n = 51; n < ROWS; n++) {
                    assertEquals(row(n), records.next().payload());
                    assertEquals(row(n), theirs.next().payload());
                    assertTrue(tail.next());
                    assertEquals(row(n), tail.payload());
                }
                try (LogTail late = other.tail(1)) {
                    assertTrue(late.next());
                    assertEquals(row(1), late.payload());
                }
            }
            try (LogReader middle = log.read(LogQuery.from(ROWS / 2))) {
                assertEquals(row(ROWS / 2), middle.iterator().next().payload());
            }
        }
    }

    /** The swap happens between any two operations of somebody who opens the log for reading. */
    @Test
    void anOpeningForReadingSeesAWholeLogWhereverTheSwapFalls() {
        for (int at = 1; ; at++) {
            SimDisk shared = SimDisk.create();
            int[] turn = {at};
            try (WriteAheadLog log = WriteAheadLog.create(shared, compressing())) {
                append(log, 1, 260);
                Storage between = new BetweenStorage(shared, () -> {
                    if (--turn[0] == 0) {
                        log.checkpoint(1);
                    }
                });
                try (ReadableLog other = WriteAheadLog.openReadOnly(between, Logs.plain());
                        LogTail tail = other.tail(1)) {
                    assertEquals(null, other.recovery().damage());
                    requireRows(other, other.durableLsn());
                    assertTrue(other.durableLsn() >= 259);
                    for (int n = 1; n < 260; n++) {
                        assertTrue(tail.next());
                        assertEquals(row(n), tail.payload());
                    }
                }
            }
            if (turn[0] > 0) {
                assertTrue(at > 30);
                return; // it was over before
            }
        }
    }

    @Test
    void mappedReadsReadWhatIsCompressed(@TempDir Path directory) {
        WalOptions options = options().mappedReads(true).build();
        Storage storage = NioStorage.at(directory);
        create(storage, options, ROWS);
        try (WriteAheadLog log = WriteAheadLog.open(storage, options)) {
            requireRows(log, ROWS);
        }
    }

    @Test
    void compactionRemovesWhatIsCompressedAndCountsWhatThatFrees() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, compressing())) {
            append(log, 1, ROWS);
            log.checkpoint(1);
            List<SegmentInfo> before = log.segments();
            SegmentInfo third = before.get(2);
            log.append(row(ROWS + 1));
            assertEquals(2, log.checkpoint(third.firstLsn()));
            assertFalse(disk.exists(CompressedNames.compressed(1)));
            assertEquals(third.firstLsn(), log.firstLsn());
            requireRows(log, ROWS + 1);
            assertEquals(
                    before.get(0).storedBytes() + before.get(1).storedBytes(),
                    log.metrics().removedBytes());
            CompactionResult told = log.compact(Compaction.aggressive());
            assertEquals(third.firstLsn(), told.firstLsn());
        }
        assertEquals(
                disk.list(LogNames.DIRECTORY).stream()
                        .filter(name -> name.contains(".segz"))
                        .toList(),
                compressed(disk).stream().map(name -> name.substring(4)).toList());
        assertFalse(disk.exists(CompressedNames.compressed(1)));
    }

    @Test
    void aReadOnlyOpeningIgnoresOneWhoseSegmentIsThereAndTheNextWriterDeletesIt() {
        create(disk, compressing(), ROWS);
        byte[] first = disk.bytes(CompressedNames.compressed(1));
        SimDisk plain = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(plain, Logs.plain())) {
            append(log, 1, ROWS);
        }
        put(plain, CompressedNames.compressed(1), new byte[100]); // it contradicts
        put(plain, CompressedNames.compressing(2), first);
        try (ReadableLog log = WriteAheadLog.openReadOnly(plain, Logs.plain())) {
            requireRows(log, ROWS);
            assertEquals(List.of(), log.recovery().foreign());
        }
        assertEquals(1, compressed(plain).size());
        try (WriteAheadLog log = WriteAheadLog.open(plain, Logs.plain())) {
            requireRows(log, ROWS);
        }
        assertEquals(List.of(), compressed(plain));
        assertFalse(plain.exists(CompressedNames.compressing(2)));
    }

    private static void put(SimDisk disk, String name, byte[] bytes) {
        try (var file = disk.open(name, io.duramen.storage.OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
        }
    }

    @Test
    @Tag("S3.43")
    void recordByRecordItIsTheLogThatDoesNotCompress() {
        Seeds.run(20, random -> {
            long seed = random.nextLong();
            assertEquals(life(seed, false), life(seed, true));
        });
    }

    /** Appends, checkpoints, closes, crashes and opens again at random; the same for the same seed. */
    private static List<LogRecord> life(long seed, boolean compress) {
        SplittableRandom random = new SplittableRandom(seed);
        WalOptions options = Logs.options()
                .compressRotated(compress)
                .durability(random.nextBoolean() ? Durability.WAL : Durability.FULL)
                .build();
        SimDisk disk = SimDisk.create();
        List<LogRecord> seen = new ArrayList<>();
        WriteAheadLog log = WriteAheadLog.create(disk, options);
        for (int round = 0; round < 6; round++) {
            for (int i = random.nextInt(400); i > 0; i--) {
                long n = log.durableLsn() + 1;
                log.append(LogEntry.builder(random.nextInt(20) == 0 ? Logs.payload(n, 9_000) : row(n))
                        .key(("key" + n).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .time(Instant.ofEpochSecond(n))
                        .build());
            }
            long needed = log.checkpointLsn() + random.nextLong(log.durableLsn() + 2 - log.checkpointLsn());
            if (random.nextBoolean()) {
                log.checkpoint(Math.max(needed, log.firstLsn()));
            }
            seen.addAll(Logs.all(log));
            if (random.nextBoolean()) {
                disk.restart();
            } else {
                log.close();
            }
            log = WriteAheadLog.open(disk, options);
        }
        seen.addAll(Logs.all(log));
        log.close();
        return seen;
    }

    /** While one segment is being compressed and cannot get on, the log fills others; and who appends touches none of it. */
    @Test
    @Timeout(60)
    @Tag("S3.43")
    void noAppendWaitsForCompressionAndNoneDoesAnyOfIt(@TempDir Path directory) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Set<String> threads = new ConcurrentSkipListSet<>();
        Set<String> readers = new ConcurrentSkipListSet<>();
        Storage storage = Watched.storage(NioStorage.at(directory), (operation, name) -> {
            if (name.endsWith(".compressing") || name.endsWith(".segz")) {
                threads.add(Thread.currentThread().getName());
                begun.countDown();
                if (operation.equals("force")) {
                    await(held);
                }
            }
            if (operation.equals("read") && name.endsWith(".seg")) {
                readers.add(Thread.currentThread().getName());
            }
        });
        WalOptions options = options().writerMode(WriterMode.THREAD).build();
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            append(log, 1, 300);
            begun.await();
            append(log, 301, 2 * ROWS); // many more segments while the first is held
            assertEquals(0, log.metrics().compression().segments());
            held.countDown();
            while (log.metrics().compression().segments() < log.segments().size() - 1) {
                Thread.onSpinWait();
            }
            String compressor = "duramen-compressor " + storage.describe("");
            assertEquals(Set.of(compressor), Set.copyOf(threads));
            assertEquals(Set.of(compressor), Set.copyOf(readers));
            requireRows(log, 2 * ROWS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOperationsOfEveryAppendAreThoseOfALogThatDoesNotCompress() {
        RecordingStorage with = RecordingStorage.over(SimDisk.create());
        RecordingStorage without = RecordingStorage.over(SimDisk.create());
        try (WriteAheadLog one = WriteAheadLog.create(with, compressing());
                WriteAheadLog other = WriteAheadLog.create(without, Logs.plain())) {
            append(one, 1, ROWS);
            append(other, 1, ROWS);
            assertEquals(without.operations().size(), with.operations().size());
        }
    }

    @Test
    @Timeout(60)
    void closingDoesNotWaitForACompressionToEnd(@TempDir Path directory) {
        WalOptions options = options()
                .writerMode(WriterMode.THREAD)
                .firstSegmentBytes(1 << 20)
                .maxSegmentBytes(1 << 20)
                .build();
        Storage storage = NioStorage.at(directory);
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            List<LogEntry> rows = new ArrayList<>();
            for (int n = 1; n <= 20_000; n++) {
                rows.add(LogEntry.builder(row(n)).build());
                if (rows.size() == 1000) {
                    log.submitAll(rows).await();
                    rows.clear();
                }
            }
        }
        assertTrue(storage.list(LogNames.DIRECTORY).stream().noneMatch(name -> name.endsWith(".compressing")));
        try (WriteAheadLog log = WriteAheadLog.open(storage, options)) {
            requireRows(log, 20_000);
        }
    }
}
