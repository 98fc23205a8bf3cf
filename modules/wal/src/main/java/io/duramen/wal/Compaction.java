// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.List;

/**
 * Which segments below the checkpoint are to go. Segments go as a whole, oldest first, and none that holds a record at or
 * above the checkpoint; so whatever the choice, nothing that is still needed is removed.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Compaction {
    private static final Compaction AUTO = new Compaction(0, false, false);

    private final long kept;
    private final boolean endsSegment;
    private final boolean dryRun;

    private Compaction(long kept, boolean endsSegment, boolean dryRun) {
        this.kept = kept;
        this.endsSegment = endsSegment;
        this.dryRun = dryRun;
    }

    /**
     * Removes every segment that lies wholly below the checkpoint. What {@link WriteAheadLog#checkpoint} does by itself.
     *
     * @return the choice
     */
    public static Compaction auto() {
        return AUTO;
    }

    /**
     * As {@link #auto}, and begins a new segment first, so that the one being written may go as well. Costs two syncs, and a
     * segment that is filled with zeros sooner than it had to be.
     *
     * @return the choice
     */
    public static Compaction aggressive() {
        return new Compaction(0, true, false);
    }

    /**
     * As {@link #auto}, but leaves at least so many records below the checkpoint, as far as there are any: for readers that lag
     * behind, or to be able to look back.
     *
     * @param records how many, not negative
     * @return the choice
     */
    public static Compaction keep(long records) {
        if (records < 0) {
            throw new IllegalArgumentException("the number of records to be kept must not be negative, is " + records);
        }
        return new Compaction(records, false, false);
    }

    /**
     * The same choice, of which only the result is told: nothing is changed.
     *
     * @return the choice
     */
    public Compaction dryRun() {
        return new Compaction(kept, endsSegment, true);
    }

    /**
     * Tells what this choice would remove from a log that nobody has open for writing. Nothing is changed. An open for writing
     * begins a new segment, so that the last one may go as well.
     *
     * @param log the log, opened for reading
     * @return what would be removed
     * @throws NoCheckpointException if no checkpoint was ever taken
     * @throws CorruptLogException if the log is damaged and could not be opened for writing
     */
    public CompactionResult preview(ReadableLog log) {
        long needed = log.checkpointLsn();
        CorruptLogException damage = log.recovery().damage();
        if (damage != null) {
            throw damage;
        }
        if (needed <= 1) {
            throw new NoCheckpointException("log " + log.logId(), log.durableLsn());
        }
        List<SegmentInfo> removed = log.segments().stream()
                .takeWhile(segment -> segment.lastLsn() < needed - kept)
                .toList();
        return new CompactionResult(
                true,
                needed,
                removed,
                removed.stream().mapToLong(s -> s.lastLsn() - s.firstLsn() + 1).sum(),
                removed.stream().mapToLong(SegmentInfo::storedBytes).sum(),
                removed.isEmpty()
                        ? log.firstLsn()
                        : removed.get(removed.size() - 1).lastLsn() + 1);
    }

    /**
     * Returns how many records below the checkpoint are kept at least.
     *
     * @return a number, 0 unless asked for
     */
    public long kept() {
        return kept;
    }

    /**
     * Tells whether a new segment is begun first.
     *
     * @return {@code true} for {@link #aggressive}
     */
    public boolean endsSegment() {
        return endsSegment;
    }

    /**
     * Tells whether nothing is changed.
     *
     * @return {@code true} after {@link #dryRun()}
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Returns the choice in words. */
    @Override
    public String toString() {
        String choice = endsSegment ? "aggressive" : kept > 0 ? "keep " + kept : "auto";
        return dryRun ? choice + ", dry run" : choice;
    }
}
