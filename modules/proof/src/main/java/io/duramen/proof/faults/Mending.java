// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/**
 * Makes checksums fit what they cover, as anybody can who has read the pages on the formats; where a length says nonsense, it
 * stops.
 */
final class Mending {
    private static final int FRAME_MAGIC = 0x4652414D;
    private static final int FRAME_HEADER = 64;
    private static final int CONTROL = 4 | 8 | 64;
    private static final int RECORD_HEADER = 24;

    private Mending() {}

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    static byte[] sha256(byte[] bytes, int from, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A checksum in some place over everything before it. */
    static byte[] prefix(byte[] bytes, int crcAt) {
        if (bytes.length >= crcAt + 4) {
            little(bytes).putInt(crcAt, crc(bytes, 0, crcAt));
        }
        return bytes;
    }

    /**
     * The frames of a segment: checksums of records, bodies and headers, and each frame's link to the one before.
     *
     * @param bytes frames from some place on
     * @param from where the first begins
     * @param salt the segment's salt as it stands in its header
     */
    static byte[] frames(byte[] bytes, int from, byte[] salt) {
        ByteBuffer all = little(bytes);
        int previousLength = 0;
        int previousCrc = 0;
        int at = from;
        while (at + FRAME_HEADER <= bytes.length && all.getInt(at) == FRAME_MAGIC) {
            int length = all.getInt(at + 8);
            if (length < FRAME_HEADER || length % 8 != 0 || length > bytes.length - at) {
                break;
            }
            all.putInt(at + 56, previousLength).putInt(at + 60, previousCrc);
            all.putInt(at + 12, bodyCrc(bytes, at, length));
            CRC32C crc = new CRC32C();
            crc.update(salt);
            crc.update(bytes, at + 8, FRAME_HEADER - 8);
            previousLength = length;
            previousCrc = (int) crc.getValue();
            all.putInt(at + 4, previousCrc);
            at += length;
        }
        return bytes;
    }

    private static int bodyCrc(byte[] bytes, int frame, int length) {
        ByteBuffer all = little(bytes);
        int end = frame + length;
        if ((all.getShort(frame + 28) & CONTROL) != 0) {
            return crc(bytes, frame + FRAME_HEADER, length - FRAME_HEADER);
        }
        CRC32C body = new CRC32C();
        int at = frame + FRAME_HEADER;
        while (at + RECORD_HEADER <= end) {
            long content = RECORD_HEADER + (all.getShort(at + 10) & 0xFFFFL) + all.getInt(at);
            if (all.getInt(at) < 0 || at + content > end) {
                break;
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, at, 4);
            crc.update(bytes, at + 8, (int) content - 8);
            all.putInt(at + 4, (int) crc.getValue());
            body.update(bytes, at + 4, 4);
            at += (int) ((content + 7) & -8);
        }
        return (int) body.getValue();
    }

    /** A checkpoint's file: header, blocks up to the empty one, footer. */
    static byte[] checkpoint(byte[] bytes) {
        prefix(bytes, 60);
        ByteBuffer all = little(bytes);
        int at = 64;
        while (at + 16 <= bytes.length) {
            int length = all.getInt(at);
            if (length < 0 || length > bytes.length - at - 16) {
                return bytes;
            }
            all.putInt(at + 8, crc(bytes, at + 16, length));
            all.putInt(at + 12, crc(bytes, at, 12));
            boolean last = all.getInt(at + 4) == 0;
            at += 16 + length;
            if (last) {
                break;
            }
        }
        if (at + 80 <= bytes.length) {
            System.arraycopy(sha256(bytes, 0, at), 0, bytes, at + 40, 32);
            all.putInt(at + 76, crc(bytes, at, 76));
        }
        return bytes;
    }

    /** A manifest or what says what a snapshot is, whose last 64 bytes are a digest and, where there are no keys, zeros. */
    static byte[] manifest(byte[] bytes) {
        if (bytes.length >= 84) {
            little(bytes).putInt(16, bytes.length);
            System.arraycopy(sha256(bytes, 0, bytes.length - 64), 0, bytes, bytes.length - 64, 32);
        }
        return bytes;
    }

    /** A keyring's file: the length of its body, and its digest. */
    static byte[] keyring(byte[] bytes) {
        if (bytes.length >= 96) {
            little(bytes).putInt(20, bytes.length - 96);
            System.arraycopy(sha256(bytes, 0, bytes.length - 64), 0, bytes, bytes.length - 64, 32);
        }
        return bytes;
    }
}
