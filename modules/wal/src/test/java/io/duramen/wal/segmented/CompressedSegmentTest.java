// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Rows.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogSalvage;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SalvageReport;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A compressed segment reads as the segment it was, or is found to be damaged; nothing in between. */
class CompressedSegmentTest {
    private static final int ROWS = 600;
    private static final String SECOND = CompressedNames.compressed(2);

    private final SimDisk disk = SimDisk.create();

    private static WalOptions large() {
        return options().firstSegmentBytes(256 << 10).maxSegmentBytes(256 << 10).build();
    }

    /** Of one block, with nothing but what a test needs in it. */
    private byte[] container(byte[] plain, long capacity) {
        SegmentHeader header =
                new SegmentHeader(new java.util.UUID(1, 2), 7, 3, capacity, false, SegmentHeader.NO_KEYRING, 0, 1);
        CompressedIndex index = CompressedIndex.of(header, plain.length);
        disk.createDirectory("wal");
        try (StorageFile file = disk.open("wal/x", OpenMode.CREATE_NEW)) {
            index.store(0, 1, plain.length, Bytes.crc(plain, 0, plain.length));
            file.writeFully(ByteBuffer.wrap(plain), index.place(0));
            index.write(file);
        }
        return disk.bytes("wal/x");
    }

    private static ReadableLog readOnly(Storage storage) {
        return WriteAheadLog.openReadOnly(storage, compressing());
    }

    /** Opens a damaged log, which must not be opened for writing, and must say where the damage is. */
    private static CorruptLogException damage(SimDisk damaged) {
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, compressing()));
        try (ReadableLog log = readOnly(damaged)) {
            CorruptLogException damage = log.recovery().damage();
            assertNotNull(damage);
            long last = log.durableLsn();
            assertTrue(last < damage.lsn(), damage::getMessage);
            requireRows(log, last); // what comes before the damage can be read
            return damage;
        }
    }

    @Test
    @Tag("S3.43")
    void everyByteOfASegmentIsAtItsPlaceAndZerosBehindTheLastFrame() {
        SimDisk plain = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(plain, Logs.options().build())) {
            append(log, 1, ROWS);
        }
        create(disk, compressing(), ROWS);
        for (String name : compressed(disk)) {
            String segment = CompressedNames.plain(name);
            byte[] was = plain.bytes(segment);
            ByteBuffer is = ByteBuffer.allocate(was.length + 1);
            try (StorageFile file = CompressedSegments.in(disk).open(segment, OpenMode.READ)) {
                assertEquals(was.length, file.size());
                assertEquals(was.length, file.readFully(is, 0));
                assertEquals(-1, file.read(is, was.length));
            }
            assertEquals(-1, Arrays.mismatch(was, 0, was.length, is.array(), 0, was.length));
            assertTrue(disk.bytes(name).length < was.length / 2);
        }
        try (ReadableLog log = readOnly(disk)) {
            requireRows(log, ROWS);
        }
    }

    @Test
    void anyRangeReadsAsOfThePlainFileWhateverItsBlocksAreLike() {
        SplittableRandom random = new SplittableRandom(43);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        WalOptions options = large();
        SimDisk plain = SimDisk.create();
        for (SimDisk each : new SimDisk[] {plain, disk}) {
            try (WriteAheadLog log = WriteAheadLog.create(
                    each,
                    options.toBuilder()
                            .compressRotated(each == disk)
                            .random(new SplittableRandom(1))
                            .build())) {
                append(log, 1, 150);
                log.append(ByteBuffer.wrap(noise)); // blocks that do not shrink
                append(log, 152, 1500);
                log.checkpoint(1);
            }
        }
        byte[] was = plain.bytes(LogNames.segment(1));
        assertTrue(disk.exists(CompressedNames.compressed(1)));
        try (StorageFile file = CompressedSegments.in(disk).open(LogNames.segment(1), OpenMode.READ)) {
            for (int i = 0; i < 500; i++) {
                int at = random.nextInt(was.length);
                ByteBuffer is = ByteBuffer.allocate(random.nextInt(150_000));
                int read = file.readFully(is, at);
                assertEquals(Math.min(is.capacity(), was.length - at), read);
                assertEquals(-1, Arrays.mismatch(was, at, at + read, is.array(), 0, read));
            }
        }
    }

    @Test
    @Tag("S3.43")
    void everyByteThatIsFlippedIsFoundByTheChecksumThatCoversIt() {
        create(disk, compressing(), ROWS);
        int length = disk.bytes(SECOND).length;
        int index = CompressedLayout.IDENTITY_BYTES + CompressedLayout.ENTRY_BYTES;
        SplittableRandom random = new SplittableRandom(7);
        for (int at = 0; at < length; at++) {
            long bit = at * 8L + random.nextInt(8);
            disk.flipBit(SECOND, bit);
            CorruptLogException damage = readOnly(disk).recovery().damage();
            assertNotNull(damage);
            assertEquals(disk.describe(SECOND), damage.file(), damage::getMessage);
            if (at >= index && at < length - index) {
                assertEquals(index, damage.offset());
                assertTrue(damage.getMessage().contains("wrong checksum"), damage::getMessage);
            }
            disk.flipBit(SECOND, bit);
        }
        try (ReadableLog log = readOnly(disk)) {
            requireRows(log, ROWS);
        }
    }

    @Test
    @Tag("S3.43")
    void everyTruncationIsFound() {
        create(disk, compressing(), ROWS);
        byte[] whole = disk.bytes(SECOND);
        for (int length = whole.length - 1;
                length >= 0;
                length -= length > 200 && length < whole.length - 200 ? 13 : 1) {
            try (StorageFile file = disk.open(SECOND, OpenMode.READ_WRITE)) {
                file.truncate(length);
            }
            assertEquals(disk.describe(SECOND), damage(disk).file());
        }
        try (StorageFile file = disk.open(SECOND, OpenMode.READ_WRITE)) {
            file.writeFully(ByteBuffer.wrap(whole), 0);
            file.writeFully(ByteBuffer.wrap(new byte[1]), whole.length);
        }
        assertEquals(disk.describe(SECOND), damage(disk).file()); // and one that is too long
    }

    @Test
    void damageInOneBlockLeavesTheRecordsOfThoseBeforeIt() {
        create(disk, large(), 3000);
        String first = CompressedNames.compressed(1);
        CompressedIndex index =
                CompressedIndex.first(disk.open(first, OpenMode.READ), first).index();
        assertNotNull(index);
        disk.flipBit(first, (index.place(2) + 100) * 8);
        CorruptLogException damage = damage(disk);
        assertEquals(index.place(2), damage.offset());
        assertEquals(index.firstLsn(2), damage.lsn());
        try (ReadableLog log = readOnly(disk)) {
            assertEquals(index.firstLsn(2) - 1, log.durableLsn());
        }
    }

    @Test
    void oneThatIsLostIsMissedAsTheSegmentIs() {
        create(disk, compressing(), ROWS);
        disk.delete(SECOND);
        CorruptLogException damage = damage(disk);
        assertTrue(damage.getMessage().contains("a segment of this name"), damage::getMessage);
    }

    @Test
    void anotherSegmentUnderTheNameIsRefused() {
        create(disk, compressing(), ROWS);
        byte[] first = disk.bytes(CompressedNames.compressed(1));
        disk.delete(SECOND);
        try (StorageFile file = disk.open(SECOND, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(first), 0);
        }
        CorruptLogException damage = damage(disk);
        assertEquals(CompressedLayout.SEGMENT_NUMBER, damage.offset());
        assertTrue(damage.getMessage().contains("segment 1"), damage::getMessage);
    }

    @Test
    void theSameSegmentOfAnotherLogIsRefused() {
        create(disk, compressing(), ROWS);
        SimDisk other = SimDisk.create();
        create(other, options().random(new SplittableRandom(2)).build(), ROWS);
        disk.delete(SECOND);
        try (StorageFile file = disk.open(SECOND, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(other.bytes(SECOND)), 0);
        }
        assertTrue(damage(disk).getMessage().contains("log "));
    }

    @Test
    void aDeviceThatCannotReadItIsNoDamage() {
        create(disk, compressing(), ROWS);
        disk.failReads(SECOND, 500, 1);
        StorageException failed = assertThrows(StorageException.class, () -> WriteAheadLog.open(disk, compressing()));
        assertEquals(StorageException.Kind.IO, failed.kind());
        disk.healReads(SECOND);
        try (WriteAheadLog log = WriteAheadLog.open(disk, compressing())) {
            requireRows(log, ROWS);
        }
    }

    @Test
    void anIndexThatSaysMoreThanItsFileHasRoomForIsRefusedBeforeMemoryIsTaken() {
        byte[] bytes = container(new byte[SegmentLayout.HEADER_BYTES], 1 << 20);
        Bytes.putInt(bytes, CompressedLayout.BLOCK_COUNT, 16_000);
        disk.overwrite("wal/x", 0, bytes);
        try (StorageFile file = disk.open("wal/x", OpenMode.READ)) {
            CompressedIndex.Copy copy = CompressedIndex.first(file, "x");
            assertEquals(CompressedLayout.BLOCK_COUNT, copy.offset());
            assertTrue(copy.expected().contains("room"), copy::expected);
        }
    }

    @Test
    void aBlockThatWouldGrowBeyondItsLengthIsRefusedWithoutBeingMade() {
        byte[] bomb = new byte[2000];
        java.util.zip.Deflater deflater = new java.util.zip.Deflater(9, true);
        deflater.setInput(new byte[1 << 20]);
        deflater.finish();
        int length = deflater.deflate(bomb);
        deflater.end();
        assertTrue(length < 1500);
        SegmentHeader header =
                new SegmentHeader(new java.util.UUID(1, 2), 7, 3, 1 << 20, false, SegmentHeader.NO_KEYRING, 0, 1);
        CompressedIndex index = CompressedIndex.of(header, CompressedLayout.BLOCK_BYTES);
        disk.createDirectory("wal");
        try (StorageFile file = disk.open("wal/x", OpenMode.CREATE_NEW)) {
            index.store(0, 1, length, Bytes.crc(bomb, 0, length));
            file.writeFully(ByteBuffer.wrap(bomb, 0, length), index.place(0));
            index.write(file);
        }
        CorruptLogException damage = assertThrows(
                CorruptLogException.class, () -> CompressedFile.open(disk.open("wal/x", OpenMode.READ), "x", "x", 7));
        assertTrue(damage.getMessage().contains("more bytes"), damage::getMessage);
    }

    @Test
    void aNewerFormatIsNamedAndNotCalledDamage() {
        byte[] bytes = container(new byte[SegmentLayout.HEADER_BYTES], 1 << 20);
        Bytes.putShort(bytes, CompressedLayout.MAJOR, 2);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, CompressedLayout.CRC);
        crc.update(bytes, CompressedLayout.IDENTITY_BYTES, CompressedLayout.ENTRY_BYTES);
        Bytes.putInt(bytes, CompressedLayout.CRC, (int) crc.getValue());
        disk.overwrite("wal/x", 0, bytes);
        assertThrows(
                LogVersionException.class, () -> CompressedFile.open(disk.open("wal/x", OpenMode.READ), "x", "x", 7));
    }

    @Test
    void salvageTakesWhatIsIntactOfADamagedOne() {
        create(disk, large(), 3000);
        String first = CompressedNames.compressed(1);
        CompressedIndex index =
                CompressedIndex.first(disk.open(first, OpenMode.READ), first).index();
        assertNotNull(index);
        disk.flipBit(first, 20); // the first index, too
        disk.flipBit(first, (index.place(1) + 100) * 8);
        try (LogSalvage salvage = LogSalvage.of(disk, compressing())) {
            SalvageReport report = salvage.report();
            assertEquals(1, report.lost().size());
            assertEquals(index.firstLsn(1), report.lost().get(0).firstLsn());
            assertEquals(
                    index.firstLsn(2), report.lost().get(0).lastLsn(), "frames that reach into a block go with it");
        }
    }

    @Test
    void salvageGoesOnWithoutOneOfWhichNothingCanBeRead() {
        create(disk, compressing(), ROWS);
        byte[] bytes = new byte[disk.bytes(SECOND).length];
        disk.overwrite(SECOND, 0, bytes);
        try (LogSalvage salvage = LogSalvage.of(disk, compressing())) {
            SalvageReport report = salvage.report();
            assertEquals(1, report.lost().size());
            assertEquals(2, report.copied().size());
            assertTrue(report.notes().stream().anyMatch(note -> note.contains(".segz")), report.notes()::toString);
        }
    }

    @Test
    void nothingCanBeWrittenToOne() {
        create(disk, compressing(), ROWS);
        try (StorageFile file = CompressedSegments.in(disk).open(LogNames.segment(2), OpenMode.READ)) {
            assertThrows(StorageException.class, () -> file.write(ByteBuffer.allocate(1), 0));
            assertThrows(StorageException.class, () -> file.force(true));
            assertThrows(StorageException.class, () -> file.truncate(0));
            assertThrows(StorageException.class, () -> file.preallocate(1));
            assertThrows(StorageException.class, () -> file.map(0, 1));
            assertEquals(LogNames.segment(2), file.name());
        }
    }

    /** A method it did not pass on would do something else, or nothing, for every log. */
    @Test
    void theViewPassesOnEveryMethodAStorageHas() throws NoSuchMethodException {
        for (Method method : Storage.class.getMethods()) {
            Method own = CompressedSegments.class.getMethod(method.getName(), method.getParameterTypes());
            assertEquals(CompressedSegments.class, own.getDeclaringClass(), method::toString);
        }
        assertFalse(Storage.class.getMethods().length == 0);
    }
}
