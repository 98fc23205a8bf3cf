// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.crypto.EpochDestroyedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyring was opened, and then another process rotated its keys: who only reads goes on with the new ones. */
class KeyringFollowingTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 7, 1);
    private static final byte[] TEXT = "put alice 100".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path temp;

    private final SimDisk disk = SimDisk.create();
    private final List<Event> events = new ArrayList<>();
    private final Keyring writer = TestKeyrings.create(disk);
    private final Keyring reader = Keyring.unlock(
            disk, TestKeyrings.password(TestKeyrings.PASSWORD), TestKeyrings.QUICK.withEvents(events::add));

    @AfterEach
    void close() {
        reader.close();
        writer.close();
    }

    private NewSegment rotated() {
        writer.startEpoch("a drill");
        return writer.newSegment(SEGMENT);
    }

    private void requireUnknown(NewSegment segment) {
        long generation = reader.generation();
        SealException refused = assertThrows(SealException.class, () -> reader.openSegment(SEGMENT, segment.slot()));
        assertEquals("EPOCH_UNKNOWN", refused.code());
        assertEquals(generation, reader.generation());
    }

    private void replace(String name, byte[] bytes) {
        disk.delete(name);
        TestFiles.write(disk, name, bytes);
    }

    @Test
    @Tag("S3.20")
    void segmentsAndFilesOfALaterEpochAreOpened() throws IOException {
        NewSegment segment = rotated();
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = writer.sealStream("notes", sealed)) {
            out.write(TEXT);
        }
        assertArrayEquals(
                TEXT,
                reader.openStream("notes", new ByteArrayInputStream(sealed.toByteArray()))
                        .readAllBytes());
        reader.openSegment(SEGMENT, segment.slot()).close();

        assertEquals(writer.generation(), reader.generation());
        assertEquals(2, reader.activeEpoch());
        Event last = events.get(events.size() - 1);
        assertEquals("keyring.follow", last.type());
        assertEquals(writer.generation(), last.details().get("generation"));
    }

    @Test
    @Tag("S3.20")
    void aKeyThatWasDestroyedMeanwhileIsGoneHereToo() {
        NewSegment before = writer.newSegment(SEGMENT);
        reader.openSegment(SEGMENT, before.slot().duplicate()).close();
        NewSegment after = rotated();
        writer.epochs().orElseThrow().destroy(1, Set.of(SEGMENT.logId()));

        reader.openSegment(SEGMENT, after.slot()).close();

        assertThrows(EpochDestroyedException.class, () -> reader.openSegment(SEGMENT, before.slot()));
    }

    @Test
    void theOneCopyThatIsWholeWillDo() {
        NewSegment segment = rotated();
        disk.flipBit("keyring", 300);
        reader.openSegment(SEGMENT, segment.slot()).close();
    }

    @Test
    void neverToADamagedOne() {
        byte[] old = disk.bytes("keyring.bak");
        NewSegment segment = rotated();
        disk.flipBit("keyring", 300);
        replace("keyring.bak", old); // the newer copy is damaged, the other is the one that is open
        requireUnknown(segment);
        disk.delete("keyring");
        disk.delete("keyring.bak");
        requireUnknown(segment);
    }

    @Test
    void neverToOneThatWasEdited() {
        byte[] before = disk.bytes("keyring");
        NewSegment segment = rotated();
        byte[] edited = new KeyringEditor(before)
                .generation((int) writer.generation() + 1)
                .bytes();
        replace("keyring", edited);
        replace("keyring.bak", edited);
        requireUnknown(segment);
    }

    @Test
    void neverToAnotherKeyring() {
        NewSegment segment = rotated();
        SimDisk elsewhere = SimDisk.create();
        try (Keyring other = TestKeyrings.create(elsewhere)) {
            other.startEpoch("one");
            other.startEpoch("two");
        }
        replace("keyring", elsewhere.bytes("keyring"));
        replace("keyring.bak", elsewhere.bytes("keyring"));
        requireUnknown(segment);
    }

    @Test
    void whoFollowedMayChangeItAndWhoWasOvertakenMayNot() {
        NewSegment segment = rotated();
        reader.openSegment(SEGMENT, segment.slot()).close();

        assertEquals(3, reader.startEpoch("the reader's"));

        assertThrows(KeyringChangedException.class, () -> writer.startEpoch("too late"));
    }

    /** A revocation seals the keyring under another root key, which the password has to open. */
    @Test
    void notOverARevocation() {
        int device;
        try (DeviceKey laptop = DeviceKey.create(temp.resolve("laptop"))) {
            device = writer.enrol(laptop.publicKey(), "laptop").deviceId();
        }
        writer.revoke(Revocation.soft(device, "stolen").presenting(TestKeyrings.password(TestKeyrings.PASSWORD)));
        NewSegment segment = writer.newSegment(SEGMENT);

        requireUnknown(segment);

        try (Keyring again = TestKeyrings.open(disk)) {
            again.openSegment(SEGMENT, segment.slot()).close();
        }
        assertTrue(events.stream().noneMatch(event -> event.type().equals("keyring.follow")));
    }
}
