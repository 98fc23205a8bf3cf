// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * How long each stage of an append took, since the log was opened. A stage that a log does not have stays empty.
 *
 * @param claimWait how long appends waited that had to: for room among what is under way, or for their turn under the rate
 *     limit; those that did not wait are not counted here
 * @param gather from the first claim of a group until somebody took it to write it, its last record complete
 * @param write writes of groups that are not syncs themselves
 * @param sync one data sync of a segment: a force, or, where writes are syncs, the write itself
 * @param marks one update of the marks file that an acknowledgement waited for; durability {@code FULL} only
 * @param roll going on in the next segment, the wait for it included if none was armed
 * @param wake how long whoever wrote a group was busy waking: the first of those who wait, who then wake the others, and
 *     handing stages to their executor. When the last of them ran is known to nobody; a group nobody waits for is not counted
 */
public record WalLatencies(
        LatencyHistogram claimWait,
        LatencyHistogram gather,
        LatencyHistogram write,
        LatencyHistogram sync,
        LatencyHistogram marks,
        LatencyHistogram roll,
        LatencyHistogram wake) {

    /** Nothing was timed. */
    public static final WalLatencies EMPTY = new WalLatencies(
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY);

    /**
     * Takes away what an earlier snapshot of the same log held, so that what is left is of the time between.
     *
     * @param earlier the earlier snapshot
     * @return what was timed since
     * @throws IllegalArgumentException if it is not an earlier one
     */
    public WalLatencies since(WalLatencies earlier) {
        return new WalLatencies(
                claimWait.since(earlier.claimWait),
                gather.since(earlier.gather),
                write.since(earlier.write),
                sync.since(earlier.sync),
                marks.since(earlier.marks),
                roll.since(earlier.roll),
                wake.since(earlier.wake));
    }
}
