// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/** A moment in the life of a store to which it can be restored. */
public sealed interface RestorePoint {

    /**
     * A named snapshot.
     *
     * @param idOrName its identity or its name
     */
    record OfSnapshot(String idOrName) implements RestorePoint {}

    /**
     * Behind a transaction. The log must still hold all records from a checkpoint or a snapshot on.
     *
     * @param lsn the last record that counts, at least 0
     */
    record AtLsn(long lsn) implements RestorePoint {

        /** Checks the number. */
        public AtLsn {
            if (lsn < 0) {
                throw new IllegalArgumentException("a record has a number from 0, not " + lsn);
            }
        }
    }

    /**
     * Returns the point of a named snapshot.
     *
     * @param idOrName its identity or its name
     * @return the point
     */
    static RestorePoint snapshot(String idOrName) {
        return new OfSnapshot(idOrName);
    }

    /**
     * Returns the point behind a transaction.
     *
     * @param lsn the last record that counts, at least 0
     * @return the point
     */
    static RestorePoint lsn(long lsn) {
        return new AtLsn(lsn);
    }
}
