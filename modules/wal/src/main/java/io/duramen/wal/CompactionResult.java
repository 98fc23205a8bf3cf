// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.List;

/**
 * What a compaction removed, or would remove.
 *
 * @param dryRun whether nothing was changed
 * @param checkpointLsn the first record still needed, below which it worked
 * @param removed the segments, oldest first, as they were
 * @param records how many records were in them
 * @param bytes how much space they took
 * @param firstLsn the first record held afterwards
 */
public record CompactionResult(
        boolean dryRun, long checkpointLsn, List<SegmentInfo> removed, long records, long bytes, long firstLsn) {

    /** Makes the list unmodifiable. */
    public CompactionResult {
        removed = List.copyOf(removed);
    }
}
