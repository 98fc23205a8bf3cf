// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a pass through the log has met of transactions that have not come to their COMMIT record. The parts of a transaction
 * stand directly before it, so that at most one can still come to it; all others count for nothing.
 */
final class Unfinished {
    private final Set<Long> lost = new LinkedHashSet<>();
    private final List<MerkleChange> changes = new ArrayList<>();
    private long transactionId;
    private long nextLsn;
    private int parts;

    /** Takes a part in, in its place or not. */
    void part(long lsn, long transaction, PartRecord part) {
        boolean inPlace = part.lsn() == lsn;
        boolean goesOn = parts > 0 && transaction == transactionId && part.index() == parts && lsn == nextLsn;
        if (!inPlace || !(goesOn || part.index() == 0)) {
            lost(transaction);
            return;
        }
        if (!goesOn) {
            drop();
        }
        transactionId = transaction;
        changes.addAll(part.changes());
        parts++;
        nextLsn = lsn + 1;
    }

    /** Returns the changes of a transaction whose COMMIT record, in its place, has come. */
    List<MerkleChange> finish(Place where, long transaction, TransactionRecord record) throws DamagedException {
        if (record.parts() == 0) {
            drop();
            return record.changes();
        }
        int found = transaction == transactionId && nextLsn == record.lsn() ? parts : 0;
        if (found != record.parts()) {
            throw new DamagedException(
                    where, record.parts() + " parts of transaction " + transaction + " before it", found + " of them");
        }
        List<MerkleChange> whole = new ArrayList<>(changes.size());
        byte[] last = new byte[0];
        for (MerkleChange change : changes) {
            byte[] value = change.value();
            ChangeCodec.requireAscending(where, last, change.key());
            last = change.key();
            whole.add(value == null ? change : MerkleChange.put(last, value, record.lsn()));
        }
        forget();
        return whole;
    }

    /** Notes a transaction that counts for nothing. */
    void lost(long transaction) {
        drop();
        lost.add(transaction);
    }

    /** Notes that a transaction was given up, durably: it need not be told again. */
    void aborted(long transaction) {
        drop();
        lost.remove(transaction);
    }

    /** Returns the transactions that count for nothing, of which the log does not say so, in the order of their records. */
    List<Long> lost() {
        drop();
        return List.copyOf(lost);
    }

    private void drop() {
        if (parts > 0) {
            lost.add(transactionId);
        }
        forget();
    }

    private void forget() {
        changes.clear();
        parts = 0;
    }
}
