// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleMap;
import io.duramen.wal.PendingAppend;
import org.jspecify.annotations.Nullable;

/**
 * A version of the state: the map after some transaction. It may still be on its way to the device; then it knows its record
 * and the version it was built on.
 */
final class Version {
    private final long lsn;
    private final long position;
    private final MerkleMap map;
    private final long epoch;
    private volatile @Nullable Way way;

    /**
     * How a version that is not yet known to be durable got where it is.
     *
     * @param record its record, or the last one of the frame it is in
     * @param number the number that record was made for
     * @param builtOn the version before
     */
    record Way(PendingAppend record, long number, Version builtOn) {

        /** Tells whether the log gave the record another number than it was made for. */
        boolean isOutOfPlace() {
            return record.lsn() != number;
        }
    }

    private Version(long lsn, long position, MerkleMap map, long epoch, @Nullable Way way) {
        this.lsn = lsn;
        this.position = position;
        this.map = map;
        this.epoch = epoch;
        this.way = way;
    }

    /**
     * A version that is durable.
     *
     * @param lsn the last transaction in it
     * @param position the last record of the log, which is later if that counts for nothing
     * @param map its content
     * @param epoch how often the sequencer had to go back to a durable version
     */
    static Version durable(long lsn, long position, MerkleMap map, long epoch) {
        return new Version(lsn, position, map, epoch, null);
    }

    /**
     * The version that a transaction on its way to the device makes of this one.
     *
     * @param next the transaction
     * @param record its record, or the last one of the frame it is in
     * @param number the number that record was made for
     */
    Version next(Staged next, PendingAppend record, long number) {
        return new Version(next.lsn(), next.lsn(), next.map(), epoch, new Way(record, number, this));
    }

    long lsn() {
        return lsn;
    }

    long position() {
        return position;
    }

    MerkleMap map() {
        return map;
    }

    long epoch() {
        return epoch;
    }

    /** Returns the way, or {@code null} once the version is known to be durable. */
    @Nullable
    Way way() {
        return way;
    }

    /** Notes that the version is durable, and lets those before it go. */
    void arrived() {
        way = null;
    }
}
