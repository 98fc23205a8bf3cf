// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.wal.SegmentInfo;

/**
 * A segment as far as it counts.
 *
 * @param header what it says of itself
 * @param firstLsn the first record in it; one more than {@code lastLsn} if there is none
 * @param lastLsn the last record in it
 * @param end where its last frame that counts ends
 * @param frames how many of its frames count
 */
record SegmentMeta(SegmentHeader header, long firstLsn, long lastLsn, long end, long frames) {

    static SegmentMeta of(SegmentHeader header, long firstLsn, Chain chain) {
        return new SegmentMeta(header, firstLsn, chain.nextLsn() - 1, chain.end(), chain.frames());
    }

    SegmentInfo info(Storage storage) {
        return new SegmentInfo(
                header.number(),
                storage.describe(LogNames.segment(header.number())),
                header.capacity(),
                end,
                firstLsn,
                lastLsn,
                frames,
                header.sealed(),
                CompressedSegments.storedBytes(storage, header));
    }
}
