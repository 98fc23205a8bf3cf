// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be copied of a log and what is lost.
 *
 * @param log the log's directory
 * @param logId the log, or {@code null} if nothing left of it says so
 * @param copied the records that are intact, in order; each run has no gap in it
 * @param lost the records that are known to have been durable and are not intact, in order
 * @param unreadable which bytes are not as they were written
 * @param notes what was found beside this, for people
 */
public record SalvageReport(
        String log,
        @Nullable UUID logId,
        List<Run> copied,
        List<Lost> lost,
        List<Unreadable> unreadable,
        List<String> notes) {

    /** Copies the lists. */
    public SalvageReport {
        copied = List.copyOf(copied);
        lost = List.copyOf(lost);
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
    }

    /**
     * Records that stand beside each other in the log as in the copy. The copy numbers its records from 1 without gaps; the
     * record that had number {@code n} there has {@code n - firstLsn + copyLsn} in the copy.
     *
     * @param firstLsn the number of the first in the log
     * @param lastLsn the number of the last in the log
     * @param copyLsn the number of the first in the copy
     */
    public record Run(long firstLsn, long lastLsn, long copyLsn) {

        /**
         * Counts the records.
         *
         * @return how many they are, at least 1
         */
        public long records() {
            return lastLsn - firstLsn + 1;
        }
    }

    /**
     * Records that are lost.
     *
     * @param firstLsn the first
     * @param lastLsn the last
     */
    public record Lost(long firstLsn, long lastLsn) {

        /**
         * Counts the records.
         *
         * @return how many they are, at least 1
         */
        public long records() {
            return lastLsn - firstLsn + 1;
        }
    }

    /**
     * Bytes that are not as they were written.
     *
     * @param file the file's full name
     * @param from the first of them, from the start of the file
     * @param to one behind the last; as {@code from} if the file is not there
     * @param why what stands there
     */
    public record Unreadable(String file, long from, long to, String why) {

        /**
         * Counts the bytes.
         *
         * @return how many they are
         */
        public long bytes() {
            return to - from;
        }
    }

    /**
     * Counts the records that are intact.
     *
     * @return how many can be copied, or were
     */
    public long records() {
        return copied.stream().mapToLong(Run::records).sum();
    }

    /**
     * Counts the records that are lost.
     *
     * @return how many are known to have been durable and are not intact
     */
    public long lostRecords() {
        return lost.stream().mapToLong(Lost::records).sum();
    }

    /**
     * Counts the bytes that are not as they were written.
     *
     * @return how many, those of missing files left out
     */
    public long unreadableBytes() {
        return unreadable.stream().mapToLong(Unreadable::bytes).sum();
    }
}
