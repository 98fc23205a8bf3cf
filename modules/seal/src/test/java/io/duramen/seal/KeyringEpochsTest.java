// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.EpochClosedException;
import io.duramen.crypto.EpochDestroyedException;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Epochs are closed for logs, keys are wrapped under the active one, and destroyed keys are gone. */
class KeyringEpochsTest {
    private static final UUID LOG = new UUID(1, 2);
    private static final byte[] BODY = "put alice 100".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER = new byte[64];
    private static final byte[] NO_TAG = new byte[SegmentCipher.TAG_BYTES];

    private final SimDisk disk = SimDisk.create();
    private final Keyring keyring = TestKeyrings.create(disk);
    private final KeyEpochs epochs = keyring.epochs().orElseThrow();

    @AfterEach
    void close() {
        keyring.close();
    }

    private static SegmentIdentity segment(long number) {
        return new SegmentIdentity(LOG, number, 1);
    }

    @Test
    @Tag("S3.20")
    void aReWrappedSlotOpensTheSameFramesAndNamesTheActiveEpoch() {
        Sealing.NewSegment made = keyring.newSegment(segment(1));
        byte[] stored = seal(made.cipher());
        ByteBuffer old = made.slot();
        epochs.start("a drill");
        ByteBuffer fresh = epochs.rewrap(segment(1), old);

        assertEquals(1, epochs.ofSegment(segment(1), old));
        assertEquals(2, epochs.ofSegment(segment(1), fresh));
        assertEquals(keyring.generation(), number(fresh, 16));
        assertEquals(1, number(fresh, 24), "the generation of the slot before");
        assertArrayEquals(part(old, 32, 56), part(fresh, 32, 56), "the salt");
        assertArrayEquals(part(old, 96, 128), part(fresh, 96, 128), "the commitment");
        assertFalse(Arrays.equals(part(old, 56, 96), part(fresh, 56, 96)), "the wrapped key");
        for (ByteBuffer slot : new ByteBuffer[] {old, fresh}) {
            try (SegmentCipher cipher = keyring.openSegment(segment(1), slot)) {
                byte[] opened = new byte[BODY.length];
                assertTrue(cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, opened, 0));
                assertArrayEquals(BODY, opened);
            }
        }
    }

    @Test
    void aSlotUnderTheActiveEpochIsGivenBackIfItOpens() {
        ByteBuffer slot = keyring.newSegment(segment(1)).slot();
        assertEquals(slot, epochs.rewrap(segment(1), slot));
        SealException foreign = assertThrows(SealException.class, () -> epochs.rewrap(segment(2), slot));
        assertEquals("SLOT_FOREIGN", foreign.code());
    }

    /** Whatever is wrong with a slot, nothing is made of it that would open. */
    @Test
    @Tag("S3.20")
    void noAlteredSlotIsReWrapped() {
        ByteBuffer slot = keyring.newSegment(segment(1)).slot();
        epochs.start("a drill");
        for (int at = 0; at < slot.capacity(); at++) {
            ByteBuffer altered = ByteBuffer.wrap(part(slot, 0, slot.capacity()));
            altered.put(at, (byte) (altered.get(at) ^ 1));
            assertThrows(SealException.class, () -> epochs.rewrap(segment(1), altered), "byte " + at);
        }
    }

    @Test
    @Tag("S3.20")
    void aReWrappedFileIsTheSameBehindItsHeader() throws IOException {
        byte[] sealed = sealed("a checkpoint");
        int length = keyring.streamHeaderBytes();
        epochs.start("a drill");
        byte[] header = epochs.rewrapStream("a checkpoint", Arrays.copyOf(sealed, length));

        assertEquals(1, epochs.ofStream("a checkpoint", Arrays.copyOf(sealed, length)));
        assertEquals(2, epochs.ofStream("a checkpoint", header));
        assertThrows(SealException.class, () -> epochs.rewrapStream("another", Arrays.copyOf(sealed, length)));
        byte[] rewrapped = sealed.clone();
        System.arraycopy(header, 0, rewrapped, 0, length);
        epochs.destroy(1, Set.of());
        assertArrayEquals(BODY, opened("a checkpoint", rewrapped));
        assertThrows(EpochDestroyedException.class, () -> opened("a checkpoint", sealed));
    }

    @Test
    @Tag("S3.20")
    void aSegmentAboveTheLastOneOfAClosedEpochIsRefused() {
        ByteBuffer last = keyring.newSegment(segment(7)).slot();
        ByteBuffer forged = keyring.newSegment(segment(8)).slot();
        ByteBuffer ofAnother =
                keyring.newSegment(new SegmentIdentity(new UUID(3, 4), 8, 1)).slot();
        epochs.start("stolen");
        epochs.close(LOG, 7);
        epochs.close(LOG, 9); // what was noted first counts

        keyring.openSegment(segment(7), last).close();
        keyring.openSegment(new SegmentIdentity(new UUID(3, 4), 8, 1), ofAnother)
                .close();
        EpochClosedException refused =
                assertThrows(EpochClosedException.class, () -> keyring.openSegment(segment(8), forged));
        assertEquals(7L, refused.details().get("expected"));
        assertThrows(
                EpochClosedException.class,
                () -> epochs.rewrap(segment(8), forged).capacity());
        try (Keyring again = TestKeyrings.open(disk)) {
            assertEquals(
                    Map.of(LOG, 7L), again.epochs().orElseThrow().all().get(0).lastSegments());
            assertThrows(EpochClosedException.class, () -> again.openSegment(segment(8), forged));
        }
    }

    @Test
    @Tag("S3.20")
    void aDestroyedKeyIsInNeitherFile() {
        String wrapped = wrappedKeys(body("keyring"))[1]; // of the slot, then of the epochs
        ByteBuffer slot = keyring.newSegment(segment(1)).slot();
        epochs.start("a drill");
        epochs.destroy(1, Set.of(LOG));

        for (String file : new String[] {"keyring", "keyring.bak"}) {
            assertFalse(body(file).contains(wrapped), file);
        }
        assertThrows(EpochDestroyedException.class, () -> keyring.openSegment(segment(1), slot));
        try (Keyring again = TestKeyrings.open(disk)) {
            assertThrows(EpochDestroyedException.class, () -> again.openSegment(segment(1), slot));
            assertEquals(
                    KeyEpoch.State.DESTROYED,
                    again.epochs().orElseThrow().all().get(0).state());
            assertEquals(2, again.activeEpoch());
        }
    }

    @Test
    void nothingIsDestroyedTwiceNorWhileItIsActive() {
        assertThrows(IllegalArgumentException.class, () -> epochs.destroy(1, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> epochs.destroy(2, Set.of()));
        epochs.start("a drill");
        epochs.destroy(1, Set.of());
        long generation = keyring.generation();
        epochs.destroy(1, Set.of());
        epochs.close(LOG, 3);
        assertEquals(generation, keyring.generation());
    }

    @Test
    void aKeyOfALogThatWasNotCountedStays() {
        ByteBuffer slot = keyring.newSegment(segment(1)).slot();
        epochs.start("a drill");
        assertThrows(IllegalStateException.class, () -> epochs.destroy(1, Set.of(new UUID(3, 4))));
        keyring.openSegment(segment(1), slot).close();
    }

    private static byte[] seal(SegmentCipher cipher) {
        byte[] stored = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        cipher.seal(0, HEADER, NO_TAG, BODY, 0, BODY.length, stored, 0);
        return stored;
    }

    private byte[] sealed(String context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = keyring.sealStream(context, bytes)) {
            out.write(BODY);
        }
        return bytes.toByteArray();
    }

    private byte[] opened(String context, byte[] sealed) throws IOException {
        try (var in = keyring.openStream(context, new ByteArrayInputStream(sealed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] part(ByteBuffer slot, int from, int to) {
        byte[] part = new byte[to - from];
        slot.duplicate().position(from).get(part);
        return part;
    }

    private static long number(ByteBuffer slot, int at) {
        return slot.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(at);
    }

    private String body(String file) {
        return new String(disk.bytes(file), StandardCharsets.ISO_8859_1);
    }

    private static String[] wrappedKeys(String body) {
        String[] keys = java.util.regex.Pattern.compile("\"wrapped\":\"([0-9a-f]+)\"")
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toArray(String[]::new);
        assertNotEquals(0, keys.length);
        return keys;
    }
}
