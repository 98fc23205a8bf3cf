// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * A segment of a log.
 *
 * @param number its number, from 1 without gaps
 * @param file its full name
 * @param capacity its size in bytes
 * @param usedBytes how much of it holds the header and proven frames
 * @param firstLsn the first record in it; one more than {@code lastLsn} if there is none
 * @param lastLsn the last record in it
 * @param frames how many frames it holds, control frames included
 * @param sealed whether its frames are encrypted
 * @param storedBytes the size of its file; less than its capacity if it is compressed
 */
public record SegmentInfo(
        long number,
        String file,
        long capacity,
        long usedBytes,
        long firstLsn,
        long lastLsn,
        long frames,
        boolean sealed,
        long storedBytes) {

    /**
     * A segment that takes as many bytes as it holds.
     *
     * @param number its number
     * @param file its file
     * @param capacity its size
     * @param usedBytes how much of it is used
     * @param firstLsn its first record
     * @param lastLsn its last record
     * @param frames how many frames it has
     * @param sealed whether it is encrypted
     */
    public SegmentInfo(
            long number,
            String file,
            long capacity,
            long usedBytes,
            long firstLsn,
            long lastLsn,
            long frames,
            boolean sealed) {
        this(number, file, capacity, usedBytes, firstLsn, lastLsn, frames, sealed, capacity);
    }

    /**
     * Tells whether the segment is stored compressed.
     *
     * @return {@code true} if it takes fewer bytes than it held
     */
    public boolean compressed() {
        return storedBytes < capacity;
    }
}
