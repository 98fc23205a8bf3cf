// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.Root;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The payload of a transaction's record, as {@code docs/formats/transaction.md} lays it out.
 *
 * @param lsn the number the record was made for; if the log gave it another, the transaction counts for nothing
 * @param before the root of the state it changes
 * @param after the root of the state it leaves
 * @param changes the changes, in the order of their keys
 */
record TransactionRecord(long lsn, Root before, Root after, List<MerkleChange> changes) {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 80;
    private static final byte PUT = 1;
    private static final byte DELETE = 2;

    /** {@code kind 1 | key length 2}, and of a put {@code value length 4}. */
    private static final int CHANGE_BYTES = 3;

    private static final int VALUE_LENGTH_BYTES = 4;

    /** Returns the size of the payload that changes make. */
    static long size(Collection<MerkleChange> changes) {
        long size = HEADER_BYTES;
        for (MerkleChange change : changes) {
            byte[] value = change.value();
            size += CHANGE_BYTES + change.key().length + (value == null ? 0 : VALUE_LENGTH_BYTES + value.length);
        }
        return size;
    }

    /** Encodes changes that are in the order of their keys and whose {@link #size} was found small enough. */
    ByteBuffer encode() {
        ByteBuffer out = Bytes.littleEndian(new byte[Math.toIntExact(size(changes))]);
        out.put((byte) VERSION).put((byte) 0).putShort((short) 0).putInt(changes.size());
        out.putLong(lsn).put(before.bytes()).put(after.bytes());
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
        return out.flip();
    }

    /**
     * Decodes a payload.
     *
     * @param where the log and the record, for messages
     * @param payload the payload
     * @return the transaction
     * @throws DamagedException if it is not as it was written
     */
    static TransactionRecord decode(String where, ByteBuffer payload) throws DamagedException {
        ByteBuffer in = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER_BYTES) {
            throw new DamagedException(where, "at least " + HEADER_BYTES + " bytes", in.remaining() + " bytes");
        }
        int version = Byte.toUnsignedInt(in.get());
        int flags = Byte.toUnsignedInt(in.get()) | (in.getShort() << 8);
        if (version != VERSION || flags != 0) {
            throw new StoreVersionException(
                    where,
                    "a transaction of version " + version + ", flags " + flags,
                    "version " + VERSION + ", flags 0");
        }
        int count = in.getInt();
        long lsn = in.getLong();
        Root before = Root.of(Bytes.take(in, Root.BYTES));
        Root after = Root.of(Bytes.take(in, Root.BYTES));
        List<MerkleChange> changes = new ArrayList<>();
        byte[] last = new byte[0];
        for (int i = 0; i < count; i++) {
            MerkleChange change = change(where, in);
            if (Arrays.compareUnsigned(last, change.key()) >= 0) {
                throw new DamagedException(where, "keys in ascending order", "one that is not above the one before");
            }
            last = change.key();
            changes.add(change);
        }
        if (count < 0 || in.hasRemaining()) {
            throw new DamagedException(where, count + " changes", in.remaining() + " bytes behind them");
        }
        return new TransactionRecord(lsn, before, after, changes);
    }

    private static MerkleChange change(String where, ByteBuffer in) throws DamagedException {
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
        return MerkleChange.put(key, Bytes.take(in, valueLength));
    }

    private static void requireBytes(String where, ByteBuffer in, long count) throws DamagedException {
        if (in.remaining() < count) {
            throw new DamagedException(where, count + " bytes more", in.remaining() + " bytes");
        }
    }
}
