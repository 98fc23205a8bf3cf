// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleMap;
import io.duramen.wal.LogEntry;
import java.util.List;

/**
 * A transaction that is ready to be given to the log.
 *
 * @param transactionId its number
 * @param entries its records in their order, of which the last commits it; none if it changes nothing
 * @param lsn the number its last record is made for
 * @param map the state it leaves
 * @param bytes the size of its records' payloads
 * @param operations how many keys it sets and removes
 */
record Staged(long transactionId, List<LogEntry> entries, long lsn, MerkleMap map, int bytes, int operations) {

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Tells whether it takes several records. */
    boolean isLarge() {
        return entries.size() > 1;
    }
}
