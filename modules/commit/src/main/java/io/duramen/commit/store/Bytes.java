// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32C;

/** How numbers and identities stand in a store's files: little-endian, UUIDs in their usual order of bytes. */
final class Bytes {
    /** The first bytes of every file of Duramen. */
    static final long MAGIC = 0x004E_454D_4152_5544L; // "DURAMEN\0"

    static final int SHA256_BYTES = 32;

    private Bytes() {}

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] take(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    static void putUuid(ByteBuffer to, UUID value) {
        putBigEndian(to, value.getMostSignificantBits());
        putBigEndian(to, value.getLeastSignificantBits());
    }

    private static void putBigEndian(ByteBuffer to, long value) {
        to.putLong(Long.reverseBytes(value));
    }

    static UUID takeUuid(ByteBuffer from) {
        long high = Long.reverseBytes(from.getLong());
        return new UUID(high, Long.reverseBytes(from.getLong()));
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
