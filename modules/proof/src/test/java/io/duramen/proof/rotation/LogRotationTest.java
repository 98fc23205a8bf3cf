// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.EpochClosedException;
import io.duramen.crypto.EpochDestroyedException;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.RotationReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a rotation of a log's keys leaves, and what it keeps others from. */
class LogRotationTest {
    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.20")
    void everySegmentOpensAfterwardsAndTheOldKeyIsGone() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            RotationReport report = Rotated.rotation(keyring, log).rotate("a drill");

            Rotated.requireComplete(keyring, report);
            assertEquals(List.of(1), report.destroyed());
            assertTrue(report.rewrapped() >= 3, report::toString);
            Rotated.append(log);
            Rotated.requireRecords(log);
        }
        Keyring again = keys.unlock(disk);
        assertEquals(KeyEpoch.State.DESTROYED, Rotated.state(again, 1));
        try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(again))) {
            Rotated.requireRecords(log);
        }
    }

    /** Nothing but the headers is written: no frame is sealed again, so that no nonce can be used again. */
    @Test
    @Tag("S3.22")
    @Tag("S3.19")
    void whatIsSealedStaysAsItIs() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            byte[] before = disk.bytes("wal/0000000000000001.seg");
            Rotated.rotation(keyring, log).rotate("a drill");
            byte[] after = disk.bytes("wal/0000000000000001.seg");

            assertFalse(java.util.Arrays.equals(before, after));
            assertArrayEquals(
                    java.util.Arrays.copyOfRange(before, 8192, before.length),
                    java.util.Arrays.copyOfRange(after, 8192, after.length));
        }
    }

    @Test
    void aSecondOneFindsNothingToDo() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).rotate("a drill");
            RotationReport again = Rotated.rotation(keyring, log).resume();
            assertEquals(0, again.rewrapped());
            assertEquals(List.of(), again.destroyed());
        }
    }

    /** Damaged headers are kept as they are, and with them the key they may need. */
    @Test
    void aKeyThatADamagedHeaderMayNeedIsKept() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            putAside(log);
            disk.noise("quarantine/0000000000000001.seg.1", 1024, 512, 1);
            disk.noise("quarantine/0000000000000001.seg.1", 4096 + 1024, 512, 2);
            RotationReport report = Rotated.rotation(keyring, log).rotate("a drill");

            assertFalse(report.isComplete());
            assertEquals(List.of(), report.destroyed());
            assertTrue(report.use().unknown().get(0).endsWith("0000000000000001.seg.1"), report::toString);
            assertEquals(KeyEpoch.State.CLOSED, Rotated.state(keyring, 1));
        }
    }

    @Test
    void whatIsInTheQuarantineIsReWrappedToo() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            putAside(log);
            Rotated.requireComplete(keyring, Rotated.rotation(keyring, log).rotate("a drill"));
        }
        assertArrayEquals(disk.bytes("wal/0000000000000001.seg"), disk.bytes("quarantine/0000000000000001.seg.1"));
    }

    private void putAside(WriteAheadLog log) {
        assertEquals(1, log.firstLsn());
        byte[] segment = disk.bytes("wal/0000000000000001.seg");
        disk.createDirectory("quarantine");
        try (StorageFile file = disk.open("quarantine/0000000000000001.seg.1", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(segment), 0);
            file.force(true);
        }
    }

    /** Whoever has an old copy of the keyring and of the log writes a segment that looks right in every other way. */
    @Test
    @Tag("S3.20")
    void aSegmentForgedUnderAClosedEpochIsRefusedAndKept() {
        Keyring keyring = keys.create(disk);
        filled(keyring).close();
        SimDisk stolen = SimDisk.create();
        copyAll(stolen);
        String forged = appendWithOldKeys(stolen);

        try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(keyring))) {
            Rotated.epochs(keyring).start("the old key was stolen");
            long last = log.keys().renew().orElseThrow();
            Rotated.epochs(keyring).close(log.logId(), last); // the key is not yet destroyed
            while (log.segments().stream().noneMatch(segment -> segment.file().endsWith(forged))) {
                Rotated.append(log);
            }
            Rotated.append(log);
        }
        byte[] evidence = stolen.bytes(forged);
        disk.delete(forged);
        copy(stolen, forged);

        EpochClosedException refused =
                assertThrows(EpochClosedException.class, () -> WriteAheadLog.open(disk, Rotated.options(keyring)));
        assertEquals(1, refused.details().get("epoch"));
        assertArrayEquals(evidence, disk.bytes(forged));
    }

    /** A copy of the log from before, with the keyring of today. */
    @Test
    @Tag("S3.20")
    void aCopyFromBeforeDoesNotOpenWithTheKeyringOfAfterwards() {
        Keyring keyring = keys.create(disk);
        SimDisk old = SimDisk.create();
        try (WriteAheadLog log = filled(keyring)) {
            copyAll(old);
            Rotated.requireComplete(keyring, Rotated.rotation(keyring, log).rotate("a drill"));
        }
        assertThrows(EpochDestroyedException.class, () -> WriteAheadLog.open(old, Rotated.options(keyring)));
        try (TestKeys others = new TestKeys();
                WriteAheadLog log = WriteAheadLog.open(old, Rotated.options(others.unlock(old)))) {
            Rotated.requireRecords(log); // nobody can take back what a thief has: this is what re-encryption is for
        }
    }

    @Test
    void nobodyDestroysAKeyThatALogNotCountedMayNeed() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring);
                WriteAheadLog other = WriteAheadLog.create(SimDisk.create(), another(keyring))) {
            Rotated.append(other);
            assertThrows(
                    IllegalStateException.class,
                    () -> Rotated.rotation(keyring, log).rotate("a drill"));
            assertEquals(KeyEpoch.State.CLOSED, Rotated.state(keyring, 1));

            Rotated.requireComplete(
                    keyring,
                    Rotated.rotation(keyring, List.of(log.keys(), other.keys())).resume());
            Rotated.requireRecords(other);
        }
    }

    @Test
    void itIsDueWhenTheEpochIsThirtyDaysOldAndThenNotForAnotherThirty() {
        Keyring keyring = keys.create(disk);
        Instant made = Rotated.epochs(keyring).all().get(0).createdAt();
        try (WriteAheadLog log = filled(keyring)) {
            Duration month = Duration.ofDays(30);
            assertFalse(Rotated.rotation(keyring, log)
                    .every(() -> made.plus(month).minusSeconds(1), month)
                    .isDue());
            assertTrue(Rotated.rotation(keyring, log)
                    .every(() -> made.plus(month).minusSeconds(1), month)
                    .rotateIfDue()
                    .isEmpty());
            assertEquals(
                    2,
                    Rotated.rotation(keyring, log)
                            .every(() -> made.plus(month), month)
                            .rotateIfDue()
                            .orElseThrow()
                            .epoch());
        }
    }

    @Test
    void whatIsUnderwayIsGoneOnWithWhenNothingIsDue() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.epochs(keyring).start("broken off at once");
            Rotated.requireComplete(
                    keyring, Rotated.rotation(keyring, log).rotateIfDue().orElseThrow());
        }
    }

    /** A reader that has a segment open goes on in it; one that opens it later finds the new slot. */
    @Test
    void readersOpenWithEitherSlot() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            ReadableLog before = WriteAheadLog.openReadOnly(disk, Rotated.options(keyring));
            Rotated.rotation(keyring, log).rotate("a drill");
            Rotated.requireRecords(before);
            for (int damaged = 0; damaged < 2; damaged++) {
                byte[] kept = disk.bytes("wal/0000000000000001.seg");
                disk.noise("wal/0000000000000001.seg", damaged * 4096L + 1024, 512, 1);
                Rotated.requireRecords(log);
                disk.overwrite("wal/0000000000000001.seg", 0, java.util.Arrays.copyOf(kept, 8192));
            }
        }
    }

    /** Of a log with an identity of its own. */
    private static WalOptions another(Keyring keyring) {
        return Rotated.options(keyring).toBuilder()
                .random(new SplittableRandom(2))
                .build();
    }

    private WriteAheadLog filled(Keyring keyring) {
        WriteAheadLog log = WriteAheadLog.create(disk, Rotated.options(keyring));
        for (int i = 0; i < 8; i++) {
            Rotated.append(log);
        }
        return log;
    }

    /** Goes on in a stolen copy until there is a segment more; returns its name. */
    private String appendWithOldKeys(SimDisk stolen) {
        try (TestKeys others = new TestKeys();
                WriteAheadLog log = WriteAheadLog.open(stolen, Rotated.options(others.unlock(stolen)))) {
            int before = log.segments().size();
            while (log.segments().size() < before + 3) {
                Rotated.append(log);
            }
            String file = log.segments().get(before + 1).file();
            return "wal/" + file.substring(file.lastIndexOf('/') + 1);
        }
    }

    private void copyAll(SimDisk to) {
        for (String directory : List.of("wal")) {
            to.createDirectory(directory);
        }
        for (String name : disk.files().keySet()) {
            copyBetween(disk, to, name);
        }
    }

    private void copy(SimDisk from, String name) {
        copyBetween(from, disk, name);
    }

    private static void copyBetween(SimDisk from, SimDisk to, String name) {
        try (StorageFile file = to.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(from.bytes(name)), 0);
            file.force(true);
        }
    }
}
