// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.Root;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * The payload of the record that commits a transaction, as {@code docs/formats/transaction.md} lays it out.
 *
 * @param lsn the number the record was made for; if the log gave it another, the transaction counts for nothing
 * @param before the root of the state it changes
 * @param after the root of the state it leaves
 * @param parts how many records directly before this one hold the changes; 0 if they are here
 * @param changes the changes that are here, in the order of their keys
 */
record TransactionRecord(long lsn, Root before, Root after, int parts, List<MerkleChange> changes) {
    static final int HEADER_BYTES = 80;

    /** The changes stand in PREPARE records before this one, and the count is of those. */
    private static final int PREPARED = 1;

    /** A transaction that is one record. */
    TransactionRecord(long lsn, Root before, Root after, List<MerkleChange> changes) {
        this(lsn, before, after, 0, changes);
    }

    /** Returns the size of the payload that changes make in one record. */
    static long size(Collection<MerkleChange> changes) {
        return HEADER_BYTES + ChangeCodec.size(changes);
    }

    /** Encodes changes that are in the order of their keys and whose {@link #size} was found small enough. */
    ByteBuffer encode() {
        ByteBuffer out = Payload.begin(size(changes), parts == 0 ? 0 : PREPARED);
        out.putInt(parts == 0 ? changes.size() : parts);
        out.putLong(lsn).put(before.bytes()).put(after.bytes());
        ChangeCodec.put(out, changes);
        return out.flip();
    }

    /**
     * Decodes a payload. The keys that are set get the number the record was made for as their version.
     *
     * @param where the record, for messages
     * @param payload the payload
     * @return the transaction
     * @throws DamagedException if it is not as it was written
     */
    static TransactionRecord decode(Place where, ByteBuffer payload) throws DamagedException {
        ByteBuffer in = Payload.open(where, payload, HEADER_BYTES, PREPARED);
        boolean prepared = (Payload.flags(in) & PREPARED) != 0;
        int count = in.getInt();
        long lsn = in.getLong();
        Root before = Root.of(Bytes.take(in, Root.BYTES));
        Root after = Root.of(Bytes.take(in, Root.BYTES));
        List<MerkleChange> changes = ChangeCodec.take(where, in, prepared ? 0 : count, lsn);
        if (prepared && count < 1) {
            throw new DamagedException(where, "the number of its parts", Integer.toString(count));
        }
        return new TransactionRecord(lsn, before, after, prepared ? count : 0, changes);
    }
}
