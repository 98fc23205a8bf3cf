// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateStore;
import io.duramen.commit.merkle.MerkleChange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Changes as they stand in a record, in strictly ascending order of their keys; see {@code docs/formats/transaction.md}. */
final class ChangeCodec {
    private static final byte PUT = 1;
    private static final byte DELETE = 2;

    /** {@code kind 1 | key length 2}, and of a put {@code value length 4}. */
    private static final int CHANGE_BYTES = 3;

    private static final int VALUE_LENGTH_BYTES = 4;

    private static final byte[] NO_KEY = {};

    private ChangeCodec() {}

    static long size(Collection<MerkleChange> changes) {
        long size = 0;
        for (MerkleChange change : changes) {
            size += size(change);
        }
        return size;
    }

    static long size(MerkleChange change) {
        byte[] value = change.value();
        return (long) CHANGE_BYTES + change.key().length + (value == null ? 0 : VALUE_LENGTH_BYTES + value.length);
    }

    static void put(ByteBuffer out, Collection<MerkleChange> changes) {
        for (MerkleChange change : changes) {
            byte[] value = change.value();
            out.put(value == null ? DELETE : PUT).putShort((short) change.key().length);
            if (value != null) {
                out.putInt(value.length);
            }
            out.put(change.key());
            if (value != null) {
                out.put(value);
            }
        }
    }

    /**
     * Reads changes up to the end of a payload.
     *
     * @param where the record, for messages
     * @param in the payload, from the first change on
     * @param count how many there must be
     * @param version the version the keys get that are set
     * @return the changes
     * @throws DamagedException if they are not as they were written
     */
    static List<MerkleChange> take(Place where, ByteBuffer in, int count, long version) throws DamagedException {
        List<MerkleChange> changes = new ArrayList<>(Math.max(0, Math.min(count, in.remaining() / CHANGE_BYTES)));
        byte[] last = NO_KEY;
        for (int i = 0; i < count; i++) {
            MerkleChange change = change(where, in, version);
            requireAscending(where, last, change.key());
            last = change.key();
            changes.add(change);
        }
        if (count < 0 || in.hasRemaining()) {
            throw new DamagedException(where, count + " changes", in.remaining() + " bytes behind them");
        }
        return changes;
    }

    static void requireAscending(Place where, byte[] last, byte[] next) throws DamagedException {
        if (Arrays.compareUnsigned(last, next) >= 0) {
            throw new DamagedException(where, "keys in ascending order", "one that is not above the one before");
        }
    }

    private static MerkleChange change(Place where, ByteBuffer in, long version) throws DamagedException {
        requireBytes(where, in, CHANGE_BYTES);
        byte kind = in.get();
        int keyLength = Short.toUnsignedInt(in.getShort());
        if ((kind != PUT && kind != DELETE) || keyLength < 1 || keyLength > StateStore.MAX_KEY_BYTES) {
            throw new DamagedException(
                    where,
                    "a put or delete of a key",
                    "a change of kind " + kind + " of a key of " + keyLength + " bytes");
        }
        if (kind == DELETE) {
            requireBytes(where, in, keyLength);
            return MerkleChange.delete(Bytes.take(in, keyLength));
        }
        requireBytes(where, in, VALUE_LENGTH_BYTES);
        int valueLength = in.getInt();
        requireBytes(where, in, valueLength < 0 ? Long.MAX_VALUE : (long) keyLength + valueLength);
        byte[] key = Bytes.take(in, keyLength);
        return MerkleChange.put(key, Bytes.take(in, valueLength), version);
    }

    private static void requireBytes(Place where, ByteBuffer in, long count) throws DamagedException {
        if (in.remaining() < count) {
            throw new DamagedException(where, count + " bytes more", in.remaining() + " bytes");
        }
    }
}
