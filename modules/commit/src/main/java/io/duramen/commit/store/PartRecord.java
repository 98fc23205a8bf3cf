// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The payload of a PREPARE record, as {@code docs/formats/transaction.md} lays it out: some changes of a transaction that is
 * too large for one record. It counts for nothing until the COMMIT record behind it.
 *
 * @param lsn the number the record was made for
 * @param index which part of the transaction it is, from 0
 * @param changes the changes, in the order of their keys, which go on in the next part
 */
record PartRecord(long lsn, int index, List<MerkleChange> changes) {
    static final int HEADER_BYTES = 24;

    ByteBuffer encode() {
        ByteBuffer out = Payload.begin(HEADER_BYTES + ChangeCodec.size(changes), 0);
        out.putInt(changes.size()).putLong(lsn).putInt(index).putInt(0);
        ChangeCodec.put(out, changes);
        return out.flip();
    }

    /**
     * Decodes a payload.
     *
     * @param where the record, for messages
     * @param payload the payload
     * @return the part; its changes have no version yet
     * @throws DamagedException if it is not as it was written
     */
    static PartRecord decode(Place where, ByteBuffer payload) throws DamagedException {
        ByteBuffer in = Payload.open(where, payload, HEADER_BYTES, 0);
        int count = in.getInt();
        long lsn = in.getLong();
        int index = in.getInt();
        if (in.getInt() != 0 || index < 0) {
            throw new DamagedException(where, "the header of a part", "another");
        }
        return new PartRecord(lsn, index, ChangeCodec.take(where, in, count, 0));
    }
}
