// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A crypto slot of a segment header: {@value Sealing#SLOT_BYTES} bytes, little-endian, see {@code docs/formats/keyring.md}.
 *
 * <pre>
 *   0   8  magic "DURASLOT"
 *   8   4  suite, 1
 *  12   4  epoch
 *  16   8  generation of the keyring that wrote the slot
 *  24   8  generation of the slot this one re-wraps, 0 for none
 *  32  24  salt
 *  56  40  segment data key, wrapped (RFC 3394)
 *  96  32  commitment
 * 128 380  zero
 * 508   4  CRC-32C of bytes 0 to 507
 * </pre>
 *
 * @param epoch the epoch whose key wraps the segment's
 * @param generation the keyring's generation
 * @param rewrapOf the generation of the slot this one re-wraps, 0 for none
 * @param salt {@value #SALT_BYTES} bytes
 * @param wrapped {@value #WRAPPED_BYTES} bytes
 * @param commitment {@value #COMMITMENT_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their bytes, below
public record SegmentSlot(int epoch, long generation, long rewrapOf, byte[] salt, byte[] wrapped, byte[] commitment) {
    /** AES-256-GCM, one call a frame. */
    public static final int SUITE = 1;

    static final int SALT_BYTES = 24;
    static final int WRAPPED_BYTES = 40;
    static final int COMMITMENT_BYTES = 32;

    private static final byte[] MAGIC = "DURASLOT".getBytes(StandardCharsets.US_ASCII);
    private static final int WRAPPED_AT = 56;
    private static final int ZERO_AT = 128;
    private static final int CRC_AT = Sealing.SLOT_BYTES - Integer.BYTES;

    /**
     * Writes the slot.
     *
     * @return a new buffer of {@value Sealing#SLOT_BYTES} bytes, at position 0
     */
    public ByteBuffer encode() {
        ByteBuffer slot = ByteBuffer.allocate(Sealing.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        slot.put(prefix()).put(wrapped).put(commitment);
        return slot.putInt(CRC_AT, crc(slot.array())).rewind().order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Returns all before the wrapped key, to which the wrap is bound.
     *
     * @return {@value #WRAPPED_AT} bytes
     */
    byte[] prefix() {
        return ByteBuffer.allocate(WRAPPED_AT)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(SUITE)
                .putInt(epoch)
                .putLong(generation)
                .putLong(rewrapOf)
                .put(salt)
                .array();
    }

    /**
     * Reads a slot.
     *
     * @param segment the segment, for messages
     * @param buffer {@value Sealing#SLOT_BYTES} bytes from its position; not moved
     * @return the slot
     * @throws SealException if it is damaged, empty or of another suite
     */
    public static SegmentSlot parse(SegmentIdentity segment, ByteBuffer buffer) {
        if (buffer.remaining() != Sealing.SLOT_BYTES) {
            throw new IllegalArgumentException(
                    "a crypto slot has " + Sealing.SLOT_BYTES + " bytes, not " + buffer.remaining());
        }
        byte[] bytes = new byte[Sealing.SLOT_BYTES];
        buffer.duplicate().get(bytes);
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged(segment, "it does not begin as a slot does; it was never written or has been wiped");
        }
        ByteBuffer slot = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (slot.getInt(CRC_AT) != crc(bytes)) {
            throw damaged(segment, "its CRC-32C is wrong");
        }
        int suite = slot.getInt(8);
        if (suite != SUITE) {
            throw SegmentFailures.refused(
                    "SLOT_SUITE",
                    segment,
                    "is sealed with suite " + suite + "; this release knows suite " + SUITE,
                    Map.of("expected", SUITE, "found", suite),
                    "open the log with the release that wrote it or a later one",
                    null);
        }
        if (!isZero(bytes, ZERO_AT, CRC_AT)) {
            throw damaged(segment, "bytes that must be zero are not");
        }
        return new SegmentSlot(
                slot.getInt(12),
                slot.getLong(16),
                slot.getLong(24),
                Arrays.copyOfRange(bytes, 32, WRAPPED_AT),
                Arrays.copyOfRange(bytes, WRAPPED_AT, WRAPPED_AT + WRAPPED_BYTES),
                Arrays.copyOfRange(bytes, WRAPPED_AT + WRAPPED_BYTES, ZERO_AT));
    }

    private static SealException damaged(SegmentIdentity segment, String why) {
        return SegmentFailures.refused(
                "SLOT_DAMAGED",
                segment,
                "has a damaged crypto slot: " + why,
                Map.of(),
                "the header holds a second slot; if both are damaged, run: duramen verify",
                null);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int crc(byte[] slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, CRC_AT);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return "SegmentSlot[epoch " + epoch + ", generation " + generation + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentSlot that && encode().equals(that.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }
}
