// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreVersionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first four bytes of each payload a store writes into its log: {@code version 1 | flags 3}. */
final class Payload {
    static final int VERSION = 1;

    private Payload() {}

    /** Starts a payload of a size. */
    static ByteBuffer begin(long bytes, int flags) {
        ByteBuffer out = Bytes.littleEndian(new byte[Math.toIntExact(bytes)]);
        return out.put((byte) VERSION).put((byte) flags).putShort((short) 0);
    }

    /**
     * Starts reading a payload.
     *
     * @param where the record, for messages
     * @param payload the payload
     * @param leastBytes how long its fixed part is
     * @param knownFlags the flags a reader knows
     * @return the payload behind the flags, little-endian
     * @throws DamagedException if it is shorter
     * @throws StoreVersionException if it has another version or an unknown flag
     */
    static ByteBuffer open(Place where, ByteBuffer payload, int leastBytes, int knownFlags) throws DamagedException {
        ByteBuffer in = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < leastBytes) {
            throw new DamagedException(where, "at least " + leastBytes + " bytes", in.remaining() + " bytes");
        }
        int version = Byte.toUnsignedInt(in.get());
        int flags = Byte.toUnsignedInt(in.get()) | (Short.toUnsignedInt(in.getShort()) << 8);
        if (version != VERSION || (flags & ~knownFlags) != 0) {
            throw new StoreVersionException(
                    where.toString(),
                    "a payload of version " + version + ", flags " + flags,
                    "version " + VERSION + ", flags up to " + knownFlags);
        }
        return in;
    }

    /** Returns the flags of a payload that was opened. */
    static int flags(ByteBuffer opened) {
        return Byte.toUnsignedInt(opened.get(opened.position() - 3));
    }
}
