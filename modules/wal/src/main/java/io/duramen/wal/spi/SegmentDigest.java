// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

/**
 * The frames of a sealed segment up to a place, for which their SHA-256 stands. It is kept while they are written, so that who
 * knows the segment's key and changes a frame cannot make it fit.
 *
 * @param segment the segment's number, from 1
 * @param end where the last of the frames ends, in bytes from the start of the file
 * @param sha256 SHA-256 over the frames as they are stored, in 64 lower-case hexadecimal digits
 */
public record SegmentDigest(long segment, long end, String sha256) {

    /** Checks the numbers and the digest. */
    public SegmentDigest {
        if (segment < 1 || end < 1) {
            throw new IllegalArgumentException(
                    "segments and places count from 1: segment " + segment + ", byte " + end);
        }
        AnchorMark.requireDigest(sha256);
    }

    /**
     * Tells whether other frames of the same log reach further.
     *
     * @param other the others
     * @return {@code true} if they end behind these
     */
    public boolean isBehind(SegmentDigest other) {
        return other.segment > segment || (other.segment == segment && other.end > end);
    }
}
