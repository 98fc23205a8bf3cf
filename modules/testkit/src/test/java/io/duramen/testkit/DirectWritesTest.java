// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the test disks make of writes past the cache, and of hints. */
class DirectWritesTest {
    private static final int BLOCK = SimDisk.BLOCK_BYTES;

    private final SimDisk disk = SimDisk.create();

    /** A durable file of four blocks of zeros. */
    private static void make(Storage storage) {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.preallocate(4L * BLOCK);
            file.force(true);
        }
        storage.syncDirectory("");
    }

    private static ByteBuffer blocks(int count, int value) {
        byte[] bytes = new byte[count * BLOCK];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static void write(Storage storage, OpenMode mode, int block, int count, int value) {
        try (StorageFile file = storage.open("f", mode)) {
            file.writeFully(blocks(count, value), (long) block * BLOCK);
        }
    }

    @Test
    void aDirectWriteThatReturnedIsThereAfterEveryCrashAndWasOneOperation() {
        make(disk);
        long before = disk.operations();
        write(disk, OpenMode.DIRECT, 1, 2, 7);

        assertEquals(1, disk.operations() - before);
        for (long seed = 0; seed < 50; seed++) {
            byte[] left = disk.crash(seed).bytes("f");
            assertArrayEquals(disk.bytes("f"), left);
            assertEquals(7, left[BLOCK]);
            assertEquals(7, left[3 * BLOCK - 1]);
            assertEquals(0, left[3 * BLOCK]);
        }
    }

    @Test
    void nothingElseBecomesDurableByIt() {
        make(disk);
        write(disk, OpenMode.READ_WRITE, 3, 1, 5);
        write(disk, OpenMode.DIRECT, 1, 1, 7);

        assertEquals(0, disk.crash(0).bytes("f")[3 * BLOCK]);
        assertEquals(7, disk.crash(0).bytes("f")[BLOCK]);
    }

    @Test
    void whatTheCacheHeldForTheSamePlaceDoesNotComeBack() {
        make(disk);
        write(disk, OpenMode.READ_WRITE, 0, 2, 5);
        write(disk, OpenMode.DIRECT, 0, 1, 7);

        for (long seed = 0; seed < 50; seed++) {
            assertEquals(7, disk.crash(seed).bytes("f")[0], "seed " + seed);
        }
    }

    @Test
    void theCrashInADirectWriteLeavesAnyOfItsSectors() {
        Set<String> left = new HashSet<>();
        make(disk);
        disk.crashAt(disk.operations());
        assertThrows(SimulatedCrash.class, () -> write(disk, OpenMode.DIRECT, 1, 1, 7));
        for (long seed = 0; seed < 200; seed++) {
            byte[] bytes = disk.crash(seed).bytes("f");
            StringBuilder sectors = new StringBuilder();
            for (int at = BLOCK; at < 2 * BLOCK; at += 512) {
                sectors.append(bytes[at]);
            }
            left.add(sectors.toString());
        }
        assertTrue(left.contains("00000000") && left.contains("77777777") && left.size() > 10, left::toString);
    }

    @Test
    void aDeviceThatLiesLosesItAllTheSame() {
        SimDisk lying = SimDisk.create(SimOptions.defaults().withLyingSync(true));
        make(lying);
        write(lying, OpenMode.DIRECT, 0, 1, 7);
        Set<Integer> left = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            SimDisk after = lying.crash(seed);
            if (after.exists("f") && after.bytes("f").length > 0) {
                left.add((int) after.bytes("f")[0]);
            }
        }
        assertTrue(left.contains(0) && left.contains(7), left::toString);
    }

    @Test
    void itIsRefusedWhereThereIsNoneAndWhenItIsNotAligned() {
        SimDisk without = SimDisk.create(SimOptions.defaults().withDirectWrites(false));
        make(without);
        StorageException refused = assertThrows(
                StorageException.class, () -> without.open("f", OpenMode.DIRECT).close());
        assertEquals(StorageException.Kind.UNSUPPORTED, refused.kind());

        make(disk);
        try (StorageFile file = disk.open("f", OpenMode.DIRECT)) {
            assertThrows(IllegalArgumentException.class, () -> file.write(blocks(1, 1), 512));
            assertThrows(IllegalArgumentException.class, () -> file.write(ByteBuffer.allocate(512), 0));
        }
        assertEquals(0, disk.crash(1).bytes("f")[0]);
    }

    @Test
    void shortWritesHaveWholeBlocks() {
        SimDisk shortly = SimDisk.create(SimOptions.defaults().withShortWrites(true));
        make(shortly);
        Set<Integer> taken = new HashSet<>();
        try (StorageFile file = shortly.open("f", OpenMode.DIRECT)) {
            for (int i = 0; i < 100; i++) {
                taken.add(file.write(blocks(4, 1), 0));
            }
        }
        assertEquals(Set.of(BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK), taken);
    }

    @Test
    void aFullDiskTakesWholeBlocksOrRefuses() {
        make(disk);
        disk.setCapacity(SimDisk.NAME_BYTES + 5L * BLOCK + 100);
        try (StorageFile file = disk.open("f", OpenMode.DIRECT)) {
            assertEquals(BLOCK, file.write(blocks(2, 1), 4L * BLOCK));
            StorageException full = assertThrows(StorageException.class, () -> file.write(blocks(1, 1), 5L * BLOCK));
            assertEquals(StorageException.Kind.NO_SPACE, full.kind());
        }
    }

    @Test
    void aTornDirectWriteHasHalfOfItsBlocks() {
        make(disk);
        FaultStorage faulty = FaultStorage.over(disk).fail(Fault.TORN_WRITE, 0, Times.FOREVER, Kind.WRITE);
        assertThrows(StorageException.class, () -> write(faulty, OpenMode.DIRECT, 0, 3, 7));
        assertEquals(7, disk.bytes("f")[0]);
        assertEquals(0, disk.bytes("f")[BLOCK]);
        assertThrows(StorageException.class, () -> write(faulty, OpenMode.DIRECT, 3, 1, 7));
        assertEquals(0, disk.bytes("f")[3 * BLOCK]);

        faulty.fail(Fault.SHORT_WRITE, 0, Times.FOREVER, Kind.WRITE);
        write(faulty, OpenMode.DIRECT, 1, 3, 9);
        assertEquals(9, disk.bytes("f")[4 * BLOCK - 1]);
    }

    @Test
    void aRecordedDirectWriteIsDurableInTheRebuiltDiskWithoutAForce() {
        RecordingStorage recording = RecordingStorage.keepingContents(SimDisk.create());
        make(recording);
        recording.clear();
        write(recording, OpenMode.DIRECT, 1, 1, 7);
        recording.mark("ack", 1);

        assertEquals(List.of("write f 4096+4096", "mark ack 1"), recording.trace());
        SimDisk rebuilt =
                recording.rebuild(SimOptions.defaults(), Long.MAX_VALUE).disk();
        assertEquals(7, rebuilt.crash(0).bytes("f")[BLOCK]);
    }

    @Test
    @Tag("S3.42")
    void aHintIsSeenMakesNothingDurableAndIsNoForce() {
        RecordingStorage recording = RecordingStorage.over(disk);
        make(recording);
        write(recording, OpenMode.READ_WRITE, 0, 1, 7);
        long forces = recording.count(Kind.FORCE);
        long operations = disk.operations();
        FaultStorage.over(recording).hintWriteBack("f", 0, BLOCK);

        assertEquals(List.of("hint f 0+4096"), recording.trace(Kind.HINT));
        assertEquals(forces, recording.count(Kind.FORCE));
        assertEquals(operations, disk.operations());
        assertEquals(0, disk.crash(0).bytes("f")[0]);
    }
}
