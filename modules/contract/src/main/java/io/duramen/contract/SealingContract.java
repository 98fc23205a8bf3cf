// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link Sealing} must hold: what was sealed comes back as it was, or not at all, and only to its own keys. */
public abstract class SealingContract {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(7, 8), 5, 1);
    private static final byte[] HEADER = filled(64, 0x5A);
    private static final byte[] NO_TAG = new byte[SegmentCipher.TAG_BYTES];
    private static final byte[] BODY = "put alice 100; put bob 200".getBytes(UTF_8);

    /** For subclasses. */
    protected SealingContract() {}

    /**
     * Returns a sealing with keys.
     *
     * @return a sealing, of the same keys at each call within a test
     */
    protected abstract Sealing sealing();

    /**
     * Returns what a later process would have.
     *
     * @return another object with the keys of {@link #sealing}
     */
    protected abstract Sealing reopened();

    /**
     * Returns what somebody else has.
     *
     * @return a sealing with other keys
     */
    protected abstract Sealing foreign();

    @Test
    @Tag("S3.18")
    @Tag("S3.22")
    void aFrameIsOpenedByALaterProcessAndCannotBeReadWithoutKeys() {
        NewSegment made = sealing().newSegment(SEGMENT);
        byte[] stored = seal(made.cipher(), 0, NO_TAG);

        assertFalse(new String(stored, ISO_8859_1).contains("alice"));
        assertArrayEquals(BODY, open(reopened(), made, 0, NO_TAG, stored));
    }

    @Test
    @Tag("S3.22")
    void aControlFrameCanBeReadWithoutKeysAndNotAlteredWithoutThem() {
        NewSegment made = sealing().newSegment(SEGMENT);
        byte[] stored = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        made.cipher().authenticate(0, HEADER, NO_TAG, BODY, 0, BODY.length, stored, 0);

        assertArrayEquals(BODY, Arrays.copyOfRange(stored, 8, 8 + BODY.length));
        try (SegmentCipher cipher = reopened().openSegment(SEGMENT, slot(made))) {
            assertTrue(cipher.verify(0, HEADER, NO_TAG, stored, 0, stored.length));
            for (int at = 0; at < stored.length; at++) {
                assertFalse(cipher.verify(0, HEADER, NO_TAG, flipped(stored, at), 0, stored.length), "byte " + at);
            }
            assertFalse(
                    cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, new byte[BODY.length], 0),
                    "a control frame taken for a sealed one");
        }
    }

    @Test
    @Tag("S3.13")
    @Tag("S3.18")
    void everyFlippedByteOfAFrameItsHeaderAndThePreviousTagIsFound() {
        NewSegment made = sealing().newSegment(SEGMENT);
        byte[] stored = seal(made.cipher(), 0, NO_TAG);
        byte[] out = new byte[BODY.length];
        try (SegmentCipher cipher = reopened().openSegment(SEGMENT, slot(made))) {
            for (int at = 0; at < stored.length; at++) {
                assertFalse(
                        cipher.open(0, HEADER, NO_TAG, flipped(stored, at), 0, stored.length, out, 0), "byte " + at);
            }
            for (int at = 0; at < HEADER.length; at++) {
                assertFalse(
                        cipher.open(0, flipped(HEADER, at), NO_TAG, stored, 0, stored.length, out, 0), "byte " + at);
            }
            for (int at = 0; at < NO_TAG.length; at++) {
                assertFalse(
                        cipher.open(0, HEADER, flipped(NO_TAG, at), stored, 0, stored.length, out, 0), "byte " + at);
            }
        }
    }

    @Test
    @Tag("S3.52")
    void aFrameMovedToAnotherPlaceOrSegmentIsFound() {
        Sealing sealing = sealing();
        NewSegment made = sealing.newSegment(SEGMENT);
        NewSegment again = sealing.newSegment(SEGMENT);
        byte[] first = seal(made.cipher(), 0, NO_TAG);
        byte[] second = seal(made.cipher(), 1, tag(first));
        byte[] out = new byte[BODY.length];
        try (SegmentCipher cipher = reopened().openSegment(SEGMENT, slot(made));
                SegmentCipher other = reopened().openSegment(SEGMENT, slot(again))) {
            assertTrue(cipher.open(1, HEADER, tag(first), second, 0, second.length, out, 0));
            assertFalse(cipher.open(0, HEADER, NO_TAG, second, 0, second.length, out, 0), "moved forward");
            assertFalse(cipher.open(1, HEADER, tag(first), first, 0, first.length, out, 0), "repeated");
            assertFalse(cipher.open(1, HEADER, NO_TAG, second, 0, second.length, out, 0), "the one before dropped");
            assertFalse(other.open(0, HEADER, NO_TAG, first, 0, first.length, out, 0), "moved to another segment");
        }
    }

    @Test
    @Tag("S3.22")
    void aSlotOpensItsOwnSegmentOnlyAndForItsOwnKeysOnly() {
        NewSegment made = sealing().newSegment(SEGMENT);
        Sealing reopened = reopened();

        for (SegmentIdentity other : new SegmentIdentity[] {
            new SegmentIdentity(SEGMENT.logId(), 6, 1),
            new SegmentIdentity(new UUID(7, 9), 5, 1),
            new SegmentIdentity(SEGMENT.logId(), 5, 2)
        }) {
            assertThrows(SealException.class, () -> reopened.openSegment(other, slot(made)), other::toString);
        }
        assertThrows(SealException.class, () -> foreign().openSegment(SEGMENT, slot(made)));
    }

    @Test
    @Tag("S3.13")
    void everyFlippedByteOfASlotIsFound() {
        NewSegment made = sealing().newSegment(SEGMENT);
        byte[] slot = new byte[Sealing.SLOT_BYTES];
        slot(made).get(slot);
        Sealing reopened = reopened();

        for (int at = 0; at < slot.length; at++) {
            ByteBuffer damaged = ByteBuffer.wrap(flipped(slot, at));
            assertThrows(SealException.class, () -> reopened.openSegment(SEGMENT, damaged), "byte " + at);
        }
    }

    @Test
    @Tag("S3.22")
    void nothingIsEverSealedTwiceUnderOneKeyAndNumber() {
        Sealing sealing = sealing();
        Set<ByteBuffer> stored = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            try (SegmentCipher cipher = sealing.newSegment(SEGMENT).cipher()) {
                assertTrue(stored.add(ByteBuffer.wrap(seal(cipher, 0, NO_TAG))), "the same frame came out twice");
                assertThrows(IllegalStateException.class, () -> seal(cipher, 0, NO_TAG));
            }
        }
    }

    @Test
    void anOpenedSegmentSealsNothingAndAClosedOneDoesNothing() {
        NewSegment made = sealing().newSegment(SEGMENT);
        byte[] stored = seal(made.cipher(), 0, NO_TAG);
        SegmentCipher cipher = reopened().openSegment(SEGMENT, slot(made));

        assertThrows(IllegalStateException.class, () -> seal(cipher, 1, NO_TAG));
        cipher.close();
        cipher.close();
        assertThrows(
                IllegalStateException.class,
                () -> cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, new byte[BODY.length], 0));
    }

    @Test
    @Tag("S3.18")
    void bodiesOfEverySizeComeBack() {
        for (int size : new int[] {0, 1, 15, 16, 17, 4095, 4096, 70_000, 1 << 20}) {
            byte[] body = filled(size, size * 31);
            NewSegment made = sealing().newSegment(SEGMENT);
            byte[] stored = new byte[size + Sealing.FRAME_OVERHEAD];
            made.cipher().seal(0, HEADER, NO_TAG, body, 0, size, stored, 0);
            byte[] out = new byte[size];
            try (SegmentCipher cipher = reopened().openSegment(SEGMENT, slot(made))) {
                assertTrue(cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, out, 0));
            }
            assertArrayEquals(body, out);
        }
    }

    @Test
    @Tag("S3.18")
    void aStreamComesBackWholeAndOnlyUnderItsOwnName() throws IOException {
        for (int size : new int[] {0, 1, 1000, 300_000}) {
            byte[] plain = filled(size, size + 1);
            byte[] sealed = sealedStream("checkpoint 1", plain);

            assertArrayEquals(plain, read(reopened(), "checkpoint 1", sealed));
            assertThrows(SealException.class, () -> read(reopened(), "checkpoint 2", sealed));
            assertThrows(SealException.class, () -> read(foreign(), "checkpoint 1", sealed));
        }
    }

    @Test
    @Tag("S3.13")
    void aStreamThatWasAlteredOrCutOffIsRefused() throws IOException {
        byte[] sealed = sealedStream("checkpoint 1", filled(70_000, 3));

        for (int at = 0; at < sealed.length; at += at < 600 ? 1 : 997) {
            byte[] altered = flipped(sealed, at);
            byte[] cut = Arrays.copyOf(sealed, at);
            assertThrows(SealException.class, () -> read(reopened(), "checkpoint 1", altered), "byte " + at);
            assertThrows(SealException.class, () -> read(reopened(), "checkpoint 1", cut), "cut at " + at);
        }
    }

    @Test
    void aCodeDependsOnPurposeMessageAndKeys() {
        byte[] code = sealing().mac("manifest", BODY);

        assertEquals(32, code.length);
        assertArrayEquals(code, reopened().mac("manifest", BODY));
        assertFalse(Arrays.equals(code, sealing().mac("anchor", BODY)));
        assertFalse(Arrays.equals(code, sealing().mac("manifest", flipped(BODY, 0))));
        assertFalse(Arrays.equals(code, foreign().mac("manifest", BODY)));
    }

    @Test
    void theSameKeysHaveTheSameIdentity() {
        assertEquals(sealing().keyringId(), reopened().keyringId());
        assertEquals(sealing().generation(), reopened().generation());
        assertTrue(sealing().generation() >= 1);
        assertFalse(sealing().keyringId().equals(foreign().keyringId()));
    }

    private static byte[] seal(SegmentCipher cipher, long number, byte[] previousTag) {
        byte[] stored = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        cipher.seal(number, HEADER, previousTag, BODY, 0, BODY.length, stored, 0);
        return stored;
    }

    private static byte[] open(Sealing with, NewSegment made, long number, byte[] previousTag, byte[] stored) {
        byte[] out = new byte[stored.length - Sealing.FRAME_OVERHEAD];
        try (SegmentCipher cipher = with.openSegment(SEGMENT, slot(made))) {
            assertTrue(cipher.open(number, HEADER, previousTag, stored, 0, stored.length, out, 0));
        }
        return out;
    }

    private byte[] sealedStream(String context, byte[] plain) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = sealing().sealStream(context, sealed)) {
            out.write(plain);
        }
        return sealed.toByteArray();
    }

    private static byte[] read(Sealing with, String context, byte[] sealed) throws IOException {
        try (InputStream in = with.openStream(context, new ByteArrayInputStream(sealed))) {
            return in.readAllBytes();
        }
    }

    private static ByteBuffer slot(NewSegment made) {
        return made.slot().duplicate().rewind();
    }

    private static byte[] tag(byte[] stored) {
        return Arrays.copyOfRange(stored, stored.length - SegmentCipher.TAG_BYTES, stored.length);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x10;
        return changed;
    }

    private static byte[] filled(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }
}
