// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * A segment of a log.
 *
 * @param number its number, from 1 without gaps
 * @param file its full name
 * @param capacity its size on disk in bytes
 * @param usedBytes how much of it holds the header and proven frames
 * @param firstLsn the first record in it; one more than {@code lastLsn} if there is none
 * @param lastLsn the last record in it
 * @param frames how many frames it holds, control frames included
 * @param sealed whether its frames are encrypted
 */
public record SegmentInfo(
        long number,
        String file,
        long capacity,
        long usedBytes,
        long firstLsn,
        long lastLsn,
        long frames,
        boolean sealed) {}
