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

    /** How a version that is not yet known to be durable got where it is. */
    record Way(PendingAppend record, Version builtOn) {}

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

    /** The version that a record on its way to the device makes of this one. */
    Version next(PendingAppend record, MerkleMap changed) {
        return new Version(position + 1, position + 1, changed, epoch, new Way(record, this));
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
