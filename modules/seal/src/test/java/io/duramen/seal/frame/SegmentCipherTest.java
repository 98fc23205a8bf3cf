// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

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
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A segment's frames: what one cipher seals another opens, and nothing that was touched. */
class SegmentCipherTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(7, 8), 5, 1);
    private static final byte[] EPOCH_KEY = "an epoch key has 32 bytes, truly".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER =
            "a frame header has 64 bytes; this one is text for want of a log.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_TAG = new byte[16];
    private static final byte[] BODY = "put alice 100; put bob 200".getBytes(StandardCharsets.US_ASCII);

    private final Environment environment = Environment.ofThisProcess();
    private final NewSegment made = SegmentSealer.create(SEGMENT, 3, EPOCH_KEY, 9, environment);

    @AfterEach
    void close() {
        made.cipher().close();
        environment.random().close();
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.22")
    void aSealedFrameIsOpenedByTheSlotAndIsNotInClear() {
        byte[] stored = seal(made.cipher(), 0, NO_TAG);
        assertFalse(new String(stored, StandardCharsets.ISO_8859_1).contains("alice"));

        byte[] opened = new byte[BODY.length];
        try (SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY)) {
            assertTrue(reader.open(0, HEADER, NO_TAG, stored, 0, stored.length, opened, 0));
        }
        assertArrayEquals(BODY, opened);
    }

    @Test
    @Tag("S3.22")
    void aControlFrameStaysReadableAndCannotBeAltered() {
        byte[] stored = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        made.cipher().authenticate(0, HEADER, NO_TAG, BODY, 0, BODY.length, stored, 0);

        assertArrayEquals(BODY, Arrays.copyOfRange(stored, 8, 8 + BODY.length));
        try (SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY)) {
            assertTrue(reader.verify(0, HEADER, NO_TAG, stored, 0, stored.length));
            for (int at = 0; at < stored.length; at++) {
                stored[at] ^= 1;
                assertFalse(reader.verify(0, HEADER, NO_TAG, stored, 0, stored.length), "byte " + at);
                stored[at] ^= 1;
            }
            assertFalse(reader.open(0, HEADER, NO_TAG, stored, 0, stored.length, new byte[BODY.length], 0));
        }
    }

    @Test
    @Tag("S3.13")
    @Tag("S3.18")
    void everyFlippedBitOfAFrameItsHeaderAndThePreviousTagIsFound() {
        byte[] stored = seal(made.cipher(), 0, NO_TAG);
        byte[] out = new byte[BODY.length];
        try (SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY)) {
            for (int bit = 0; bit < stored.length * 8; bit++) {
                assertFalse(
                        reader.open(0, HEADER, NO_TAG, flipped(stored, bit), 0, stored.length, out, 0), "bit " + bit);
            }
            for (int bit = 0; bit < HEADER.length * 8; bit++) {
                assertFalse(
                        reader.open(0, flipped(HEADER, bit), NO_TAG, stored, 0, stored.length, out, 0), "bit " + bit);
            }
            for (int bit = 0; bit < NO_TAG.length * 8; bit++) {
                assertFalse(
                        reader.open(0, HEADER, flipped(NO_TAG, bit), stored, 0, stored.length, out, 0), "bit " + bit);
            }
            assertTrue(reader.open(0, HEADER, NO_TAG, stored, 0, stored.length, out, 0));
        }
    }

    @Test
    @Tag("F28")
    @Tag("S3.22")
    @Tag("S3.52")
    void framesSwappedDroppedOrRepeatedAreFound() {
        byte[] first = seal(made.cipher(), 0, NO_TAG);
        byte[] second = seal(made.cipher(), 1, tag(first));
        byte[] third = seal(made.cipher(), 2, tag(second));
        try (SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY)) {
            assertTrue(opens(reader, 0, NO_TAG, first));
            assertTrue(opens(reader, 1, tag(first), second));
            assertTrue(opens(reader, 2, tag(second), third));

            assertFalse(opens(reader, 0, NO_TAG, second), "swapped");
            assertFalse(opens(reader, 1, tag(first), third), "dropped, in the place of the one before");
            assertFalse(opens(reader, 2, tag(first), third), "dropped, in its own place");
            assertFalse(opens(reader, 1, tag(first), first), "repeated");
        }
    }

    @Test
    @Tag("S3.22")
    void aSegmentPresentedUnderAnotherNumberLogOrFormatIsRefused() {
        for (SegmentIdentity other : new SegmentIdentity[] {
            new SegmentIdentity(SEGMENT.logId(), 6, 1),
            new SegmentIdentity(new UUID(7, 9), 5, 1),
            new SegmentIdentity(SEGMENT.logId(), 5, 2)
        }) {
            SealException refused =
                    assertThrows(SealException.class, () -> SegmentSealer.open(other, slot(), EPOCH_KEY));
            assertEquals("SLOT_FOREIGN", refused.code());
        }
    }

    @Test
    void aSegmentOfAnotherEpochKeyIsRefused() {
        byte[] otherKey = EPOCH_KEY.clone();
        otherKey[31] ^= 1;
        SealException refused = assertThrows(SealException.class, () -> SegmentSealer.open(SEGMENT, slot(), otherKey));
        assertEquals("SLOT_FOREIGN", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("segment 5"));
    }

    @Test
    @Tag("S3.13")
    void everyFlippedByteOfASlotIsFoundEvenWithItsChecksumMended() {
        byte[] slot = made.slot().array();
        for (int at = 0; at < slot.length; at++) {
            byte[] damaged = slot.clone();
            damaged[at] ^= 1;
            assertThrows(SealException.class, () -> open(damaged), "byte " + at);
            byte[] mended = mended(damaged);
            if (!Arrays.equals(mended, slot)) {
                assertThrows(SealException.class, () -> open(mended), "byte " + at + ", checksum mended");
            }
        }
    }

    @Test
    void aWipedSlotAndOneOfALaterSuiteSaySo() {
        SealException wiped = assertThrows(SealException.class, () -> open(new byte[Sealing.SLOT_BYTES]));
        assertEquals("SLOT_DAMAGED", wiped.code());
        byte[] later = made.slot().array().clone();
        later[8] = 3;
        SealException newer = assertThrows(SealException.class, () -> open(mended(later)));
        assertEquals("SLOT_SUITE", newer.code());
    }

    @Test
    void aFrameNumberSealsOnce() {
        SegmentCipher cipher = made.cipher();
        seal(cipher, 4, NO_TAG);
        assertThrows(IllegalStateException.class, () -> seal(cipher, 4, NO_TAG));
        assertThrows(IllegalStateException.class, () -> seal(cipher, 0, NO_TAG));
        assertThrows(
                IllegalStateException.class, () -> cipher.authenticate(4, HEADER, NO_TAG, BODY, 0, 1, new byte[25], 0));
        seal(cipher, (1L << 31) - 1, NO_TAG);
        assertThrows(IllegalArgumentException.class, () -> seal(cipher, 1L << 31, NO_TAG));
        assertThrows(IllegalArgumentException.class, () -> seal(cipher, -1, NO_TAG));
    }

    @Test
    void anOpenedSegmentSealsNothing() {
        try (SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY)) {
            assertThrows(IllegalStateException.class, () -> seal(reader, 0, NO_TAG));
        }
    }

    @Test
    @Tag("S3.51")
    void aClosedCipherDoesNothing() {
        byte[] stored = seal(made.cipher(), 0, NO_TAG);
        SegmentCipher reader = SegmentSealer.open(SEGMENT, slot(), EPOCH_KEY);
        reader.close();
        reader.close();
        made.cipher().close();
        assertThrows(IllegalStateException.class, () -> opens(reader, 0, NO_TAG, stored));
        assertThrows(IllegalStateException.class, () -> reader.verify(0, HEADER, NO_TAG, stored, 0, stored.length));
        assertThrows(IllegalStateException.class, () -> seal(made.cipher(), 1, NO_TAG));
    }

    @Test
    void inputAndOutputAreCheckedBeforeAnythingIsUsedUp() {
        SegmentCipher cipher = made.cipher();
        byte[] room = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        assertThrows(IllegalArgumentException.class, () -> cipher.seal(0, HEADER, NO_TAG, room, 0, 1, room, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> cipher.seal(0, HEADER, new byte[15], BODY, 0, BODY.length, room, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> cipher.seal(0, HEADER, NO_TAG, BODY, 0, BODY.length, room, 1));
        assertThrows(IllegalArgumentException.class, () -> cipher.open(0, HEADER, NO_TAG, room, 0, 23, new byte[9], 0));
        cipher.seal(0, HEADER, NO_TAG, BODY, 0, BODY.length, room, 0);
    }

    @Test
    void partsOfArraysAreUsedAndNothingBesideThem() {
        byte[] room = new byte[100];
        byte[] in = new byte[50];
        System.arraycopy(BODY, 0, in, 11, BODY.length);
        made.cipher().seal(0, HEADER, NO_TAG, in, 11, BODY.length, room, 20);
        int length = BODY.length + Sealing.FRAME_OVERHEAD;
        assertArrayEquals(new byte[20], Arrays.copyOf(room, 20));
        assertArrayEquals(new byte[30], Arrays.copyOfRange(room, 20 + length, 100));

        byte[] out = new byte[60];
        assertTrue(made.cipher().open(0, HEADER, NO_TAG, room, 20, length, out, 30));
        assertArrayEquals(BODY, Arrays.copyOfRange(out, 30, 30 + BODY.length));
        assertArrayEquals(new byte[30], Arrays.copyOf(out, 30));
    }

    @Test
    void anEmptyBodyIsSealedToo() {
        byte[] stored = new byte[Sealing.FRAME_OVERHEAD];
        made.cipher().seal(0, HEADER, NO_TAG, BODY, 0, 0, stored, 0);
        assertTrue(made.cipher().open(0, HEADER, NO_TAG, stored, 0, stored.length, new byte[0], 0));
    }

    /** The clones share key, number and all state: only the hedge, fresh from the kernel, keeps the nonces apart. */
    @Test
    void twoClonesOfALiveWriterNeverUseOneNonce() {
        Set<ByteBuffer> hedges = new HashSet<>();
        Environment kernel = environment;
        for (int clone = 0; clone < 2; clone++) {
            Environment sameKey =
                    new Environment(new KeysFixedHedgesFresh(kernel.random()), kernel.clock(), () -> 0, new byte[0]);
            try (SegmentCipher cipher =
                    SegmentSealer.create(SEGMENT, 1, EPOCH_KEY, 1, sameKey).cipher()) {
                for (int frame = 0; frame < 2000; frame++) {
                    byte[] stored = seal(cipher, frame, NO_TAG);
                    ByteBuffer numbered = ByteBuffer.allocate(12).putInt(frame).put(stored, 0, 8);
                    assertTrue(hedges.add(numbered.rewind()), "a nonce was repeated");
                }
            }
        }
        assertEquals(4000, hedges.size());
    }

    /** What a machine without entropy gives: the same bytes at every start. Any other difference must make another salt. */
    @Test
    void aGeneratorThatRepeatsItselfStillGivesOtherSaltsWhenAnythingElseDiffers() {
        byte[] key = new byte[32];
        Set<ByteBuffer> salts = new HashSet<>();
        for (Environment one : new Environment[] {
            broken(0, 0, "boot"), broken(1, 0, "boot"), broken(0, 1, "boot"), broken(0, 0, "another boot")
        }) {
            assertTrue(salts.add(ByteBuffer.wrap(one.salt(key, 1, 24))));
        }
        assertTrue(salts.add(ByteBuffer.wrap(broken(0, 0, "boot").salt(key, 2, 24))), "another segment");
        key[0] = 1;
        assertTrue(salts.add(ByteBuffer.wrap(broken(0, 0, "boot").salt(key, 1, 24))), "another key");
        key[0] = 0;
        assertFalse(salts.add(ByteBuffer.wrap(broken(0, 0, "boot").salt(key, 1, 24))), "nothing differs");
    }

    private static Environment broken(long ticks, long second, String boot) {
        return new Environment(
                new DeterministicRandom(1),
                () -> Instant.ofEpochSecond(second),
                () -> ticks,
                boot.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @Tag("S3.51")
    void nothingSecretIsPrinted() {
        assertEquals("GcmSegmentCipher[sealing]", made.cipher().toString());
        assertEquals("SegmentSlot[epoch 3, generation 9]", slot().toString());
    }

    private SegmentSlot slot() {
        return slot(made);
    }

    private static SegmentSlot slot(NewSegment segment) {
        return SegmentSlot.parse(SEGMENT, segment.slot());
    }

    private static void open(byte[] slot) {
        SegmentSealer.open(SEGMENT, SegmentSlot.parse(SEGMENT, ByteBuffer.wrap(slot)), EPOCH_KEY)
                .close();
    }

    private static byte[] seal(SegmentCipher cipher, long number, byte[] previousTag) {
        byte[] stored = new byte[BODY.length + Sealing.FRAME_OVERHEAD];
        cipher.seal(number, HEADER, previousTag, BODY, 0, BODY.length, stored, 0);
        return stored;
    }

    private static boolean opens(SegmentCipher cipher, long number, byte[] previousTag, byte[] stored) {
        return cipher.open(number, HEADER, previousTag, stored, 0, stored.length, new byte[BODY.length], 0);
    }

    private static byte[] tag(byte[] stored) {
        return Arrays.copyOfRange(stored, stored.length - 16, stored.length);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] mended(byte[] slot) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(slot, 0, 508);
        byte[] mended = slot.clone();
        ByteBuffer.wrap(mended).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(508, (int) crc.getValue());
        return mended;
    }

    /** The state a clone of a virtual machine shares, with a kernel that does not. */
    private static final class KeysFixedHedgesFresh implements RandomSource {
        private final RandomSource kernel;
        private final RandomSource fixed = new DeterministicRandom(5);

        KeysFixedHedgesFresh(RandomSource kernel) {
            this.kernel = kernel;
        }

        @Override
        public void nextBytes(byte[] target, int offset, int length) {
            (length == SegmentCipher.HEDGE_BYTES ? kernel : fixed).nextBytes(target, offset, length);
        }

        @Override
        public void close() {}
    }
}
