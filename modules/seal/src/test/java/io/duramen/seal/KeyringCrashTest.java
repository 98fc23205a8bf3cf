// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.noncewatch.RepeatsNonces;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.Hpke;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crash in any operation of any change leaves the keyring of before or of after, and every segment with its key. */
class KeyringCrashTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);
    private static final byte[] RAW = new DeterministicRandom(2).bytes(32);
    private static final byte[] DEVICE = new DeterministicRandom(3).bytes(32);

    private @Nullable Enrolment enrolled; // the same in every run: the keyring's random source is

    @Test
    @RepeatsNonces("every run begins with the same random numbers, and each is another course of the same events")
    @Tag("F28")
    @Tag("S3.20")
    @Tag("S3.12")
    void aCrashAnywhereLeavesTheOldOrTheNewKeyring() {
        change(SimDisk.create(), new AckLog()); // learns the enrolment, which a crash may keep from being returned
        CrashReport report = CrashRunner.of(this::change, this::check)
                .sectorSizes(512) // the file is smaller than a sector of 4096
                .damages(4)
                .recoveryDepth(2)
                .run();
        assertTrue(report.operations() >= 110, report.toString());
    }

    /** The keyrings of generations 1 to 10, and what opens each of them; nothing that was taken out opens a later one. */
    private void change(Storage storage, AckLog log) {
        log.tried(1);
        try (Keyring keyring = Keyring.create(
                storage, TestKeyrings.password("one"), TestKeyrings.QUICK, TestKeyrings.fixedEnvironment())) {
            log.acked(1);
            sealSegment(storage, keyring, 1);
            step(log, 2, () -> keyring.changePassword(TestKeyrings.password("two")));
            step(log, 3, () -> keyring.startEpoch("a drill"));
            sealSegment(storage, keyring, 3);
            step(log, 4, () -> keyring.addSlot(Unlock.rawKey(RAW), "embedded"));
            step(log, 5, () -> enrolled = keyring.enrol(publicKey(), "laptop"));
            step(log, 6, () -> keyring.removeSlot(3));
            step(log, 7, () -> keyring.addSlot(Unlock.recoveryKey(recoveryKey()), "in the drawer"));
            step(log, 8, () -> keyring.revoke(Revocation.soft(4, "stolen").presenting(TestKeyrings.password("two"))));
            sealSegment(storage, keyring, 8);
            step(log, 9, keyring::forgetRetired);
            step(log, 10, () -> keyring.changePassword(TestKeyrings.password("three")));
        }
    }

    private static void step(AckLog log, int generation, Runnable change) {
        log.tried(generation);
        change.run();
        log.acked(generation);
    }

    private void check(Storage storage, AckLog log) {
        if (log.lastAcked() < 1 && !Keyring.exists(storage)) {
            log.tried(1); // what was never promised can be made anew
            Keyring.create(storage, TestKeyrings.password("one"), TestKeyrings.QUICK)
                    .close();
            log.acked(1);
            return;
        }
        long generation;
        try (Keyring keyring = open(storage)) {
            generation = keyring.generation();
            log.requireRecovered(generation);
            for (String name : storage.list("")) {
                if (name.startsWith("slot")) {
                    openSegment(storage, keyring, name);
                }
            }
        }
        try (Keyring again = open(storage)) {
            assertTrue(again.openReport().isClean(), "the repair did not last");
        }
        assertEquals(generation == 4 || generation == 5, opens(storage, Unlock.rawKey(RAW)), "raw key");
        assertEquals(generation >= 7, opens(storage, Unlock.recoveryKey(recoveryKey())), "recovery key");
        assertEquals(generation >= 5 && generation < 8, opensByDevice(storage), "device");
    }

    /** Opens by the one password of this generation; no other may open it. */
    private static Keyring open(Storage storage) {
        KeyRefusedException refused = null;
        for (String password : List.of("one", "two", "three")) {
            try {
                Keyring keyring = TestKeyrings.open(storage, password);
                long generation = keyring.generation();
                String right = generation == 1 ? "one" : generation < 10 ? "two" : "three";
                assertEquals(right, password, "generation " + generation);
                return keyring;
            } catch (KeyRefusedException another) {
                refused = another;
            }
        }
        throw new AssertionError("no password opens the keyring", refused);
    }

    private boolean opensByDevice(Storage storage) {
        Enrolment at = enrolled;
        return at != null && opens(storage, Unlock.device(at, DEVICE.clone()));
    }

    private static String publicKey() {
        return DeviceKey.publicKeyText(Hpke.publicKey(DEVICE));
    }

    private static RecoveryKey recoveryKey() {
        return RecoveryKey.generate(new DeterministicRandom(5));
    }

    private static boolean opens(Storage storage, Unlock unlock) {
        try (Keyring keyring = Keyring.unlock(storage, unlock, TestKeyrings.QUICK)) {
            return keyring.generation() > 0;
        } catch (KeyRefusedException refused) {
            return false;
        }
    }

    private static void sealSegment(Storage storage, Keyring keyring, int number) {
        NewSegment segment = keyring.newSegment(SEGMENT);
        try (StorageFile file = storage.open("new", OpenMode.CREATE_NEW)) {
            file.writeFully(segment.slot(), 0);
            file.force(true);
        }
        storage.rename("new", "slot" + number);
        storage.syncDirectory("");
        segment.cipher().close();
    }

    private static void openSegment(Storage storage, Keyring keyring, String name) {
        ByteBuffer slot = ByteBuffer.allocate(512);
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            assertEquals(512, file.readFully(slot, 0));
        }
        keyring.openSegment(SEGMENT, slot.flip()).close();
    }

    /** The second copy is touched only when the first is durable, and nothing is used before both are. */
    @Test
    @Tag("S3.20")
    void theCopiesAreReplacedOneAfterTheOther() {
        SimDisk disk = SimDisk.create();
        RecordingStorage storage = RecordingStorage.over(disk);
        try (Keyring keyring = TestKeyrings.create(storage)) {
            storage.clear();
            keyring.startEpoch("a drill");
        }
        int size = disk.bytes("keyring").length;
        List<String> replaced = List.of(
                "create keyring.new",
                "write keyring.new 0+" + size,
                "force keyring.new with metadata",
                "rename keyring.new to keyring",
                "sync directory ");
        List<String> both = new ArrayList<>(replaced);
        replaced.forEach(step -> both.add(step.replace("to keyring", "to keyring.bak")));
        assertEquals(both, storage.trace());
    }
}
