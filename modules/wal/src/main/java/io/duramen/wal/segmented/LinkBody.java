// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * The body of a LINK, the first frame of every segment: what the segment before it is worth. What stands there behind {@code
 * previousEnd} never counts again.
 *
 * @param previousNumber the segment before, 0 for the first of a log
 * @param previousSalt its salt
 * @param previousEnd where its last frame that counts ends
 * @param previousLastLsn the last record in it or before it
 * @param previousHeaderCrc the header checksum of that frame
 * @param previousFrames how many of its frames count
 * @param copiedLastLsn the last of the records that this segment repeats from behind {@code previousEnd}; 0 for none
 * @param previousTag the tag of the last frame that counts, zeros if not sealed
 * @param previousDigest SHA-256 over the frames that count, zeros if not sealed
 * @param keyringGeneration the keyring's generation, 0 if not sealed
 * @param named whether this frame and all copies were forced before the segment got its name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record LinkBody(
        long previousNumber,
        long previousSalt,
        long previousEnd,
        long previousLastLsn,
        int previousHeaderCrc,
        int previousFrames,
        long copiedLastLsn,
        byte[] previousTag,
        byte[] previousDigest,
        long keyringGeneration,
        boolean named) {

    static final int BYTES = 112;
    static final int TAG_BYTES = 16;
    static final int DIGEST_BYTES = 32;

    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        Bytes.putLong(bytes, 0, previousNumber);
        Bytes.putLong(bytes, 8, previousSalt);
        Bytes.putLong(bytes, 16, previousEnd);
        Bytes.putLong(bytes, 24, previousLastLsn);
        Bytes.putInt(bytes, 32, previousHeaderCrc);
        Bytes.putInt(bytes, 36, previousFrames);
        Bytes.putLong(bytes, 40, copiedLastLsn);
        System.arraycopy(previousTag, 0, bytes, 48, TAG_BYTES);
        System.arraycopy(previousDigest, 0, bytes, 64, DIGEST_BYTES);
        Bytes.putLong(bytes, 96, keyringGeneration);
        Bytes.putLong(bytes, 104, named ? 1 : 0);
        return bytes;
    }

    static LinkBody decode(byte[] bytes, int at) {
        byte[] tag = new byte[TAG_BYTES];
        byte[] digest = new byte[DIGEST_BYTES];
        System.arraycopy(bytes, at + 48, tag, 0, TAG_BYTES);
        System.arraycopy(bytes, at + 64, digest, 0, DIGEST_BYTES);
        return new LinkBody(
                Bytes.getLong(bytes, at),
                Bytes.getLong(bytes, at + 8),
                Bytes.getLong(bytes, at + 16),
                Bytes.getLong(bytes, at + 24),
                Bytes.getInt(bytes, at + 32),
                Bytes.getInt(bytes, at + 36),
                Bytes.getLong(bytes, at + 40),
                tag,
                digest,
                Bytes.getLong(bytes, at + 96),
                (Bytes.getLong(bytes, at + 104) & 1) != 0);
    }
}
