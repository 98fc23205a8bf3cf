// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * Chooses the salt of a segment whose file was one before. A frame's checksum begins with the salt, so that of what stands
 * behind it nothing but the salt's own checksum matters: two salts with different ones have no valid frame header in common.
 * With random salts that would be likely; here each use of a file counts it up, and it is certain. It counts by a large odd
 * step: with small ones, one flipped bit would be enough to make an old header valid again.
 */
final class Salts {
    /** Odd, so that it comes back to a value only after 2^32 uses. */
    static final int STEP = 0x9E3779B9;

    private static final int POLYNOMIAL = 0x82F63B78;

    private Salts() {}

    /**
     * Returns a salt whose checksum is a step higher than that of the one before.
     *
     * @param before the salt of the file's last use
     * @param random half of its bits are used
     */
    static long after(long before, long random) {
        byte[] bytes = new byte[Long.BYTES];
        Bytes.putLong(bytes, 0, random);
        int wanted = ~(checksum(before) + STEP);
        for (int bit = 0; bit < Integer.SIZE; bit++) { // back over the four bytes that are to be found
            wanted = wanted < 0 ? (wanted ^ POLYNOMIAL) << 1 | 1 : wanted << 1;
        }
        Bytes.putInt(bytes, Integer.BYTES, wanted ^ ~Bytes.crc(bytes, 0, Integer.BYTES));
        return Bytes.getLong(bytes, 0);
    }

    static int checksum(long salt) {
        byte[] bytes = new byte[Long.BYTES];
        Bytes.putLong(bytes, 0, salt);
        return Bytes.crc(bytes, 0, bytes.length);
    }
}
