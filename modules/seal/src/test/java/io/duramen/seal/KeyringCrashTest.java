// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crash in any operation of any change leaves the keyring of before or of after, and every segment with its key. */
class KeyringCrashTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);

    @Test
    @Tag("F28")
    @Tag("S3.20")
    @Tag("S3.12")
    void aCrashAnywhereLeavesTheOldOrTheNewKeyring() {
        CrashReport report = CrashRunner.of(KeyringCrashTest::change, KeyringCrashTest::check)
                .sectorSizes(512) // the file is smaller than a sector of 4096
                .damages(6)
                .run();
        assertTrue(report.operations() >= 40, report.toString());
    }

    /** Generation 1 is opened by "one", 2 and 3 by "two", 4 by "three". */
    private static void change(Storage storage, AckLog log) {
        log.tried(1);
        try (Keyring keyring = Keyring.create(storage, TestKeyrings.password("one"), TestKeyrings.QUICK)) {
            log.acked(1);
            sealSegment(storage, keyring, 1);
            log.tried(2);
            keyring.changePassword(TestKeyrings.password("two"));
            log.acked(2);
            log.tried(3);
            keyring.startEpoch("a drill");
            log.acked(3);
            sealSegment(storage, keyring, 3);
            log.tried(4);
            keyring.changePassword(TestKeyrings.password("three"));
            log.acked(4);
        }
    }

    private static void check(Storage storage, AckLog log) {
        if (log.lastAcked() < 1 && !Keyring.exists(storage)) {
            log.tried(1); // what was never promised can be made anew
            Keyring.create(storage, TestKeyrings.password("one"), TestKeyrings.QUICK)
                    .close();
            log.acked(1);
            return;
        }
        try (Keyring keyring = open(storage)) {
            log.requireRecovered(keyring.generation());
            for (String name : storage.list("")) {
                if (name.startsWith("slot")) {
                    openSegment(storage, keyring, name);
                }
            }
        }
        try (Keyring again = open(storage)) {
            assertTrue(again.openReport().isClean(), "the repair did not last");
        }
    }

    private static Keyring open(Storage storage) {
        KeyRefusedException refused = null;
        for (String password : List.of("one", "two", "three")) {
            try {
                Keyring keyring = TestKeyrings.open(storage, password);
                long generation = keyring.generation();
                String right = generation == 1 ? "one" : generation < 4 ? "two" : "three";
                assertEquals(right, password, "generation " + generation);
                return keyring;
            } catch (KeyRefusedException another) {
                refused = another;
            }
        }
        throw new AssertionError("no password opens the keyring", refused);
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
