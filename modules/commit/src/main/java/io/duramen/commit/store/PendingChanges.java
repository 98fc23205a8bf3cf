// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.Changes;
import io.duramen.commit.TransactionClosedException;
import io.duramen.commit.TransactionConflictException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes on top of a map, in the order of their keys, and what was read of the map. */
final class PendingChanges implements Changes {
    private final long transactionId;
    private final MerkleMap base;
    private final TreeMap<byte[], MerkleChange> changes = new TreeMap<>(Arrays::compareUnsigned);
    private final TreeMap<byte[], Read> reads = new TreeMap<>(Arrays::compareUnsigned);
    private @Nullable String actor;
    private boolean ended;

    /** What a key had when it was read. */
    private record Read(@Nullable MerkleEntry entry) {}

    PendingChanges(long transactionId, MerkleMap base) {
        this.transactionId = transactionId;
        this.base = base;
    }

    @Override
    public PendingChanges put(byte[] key, byte[] value) {
        byte[] own = checkedKey(key);
        changes.put(own, MerkleChange.put(own, value.clone()));
        return this;
    }

    @Override
    public PendingChanges delete(byte[] key) {
        byte[] own = checkedKey(key);
        changes.put(own, MerkleChange.delete(own));
        return this;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] own = checkedKey(key);
        MerkleChange change = changes.get(own);
        if (change != null) {
            byte[] value = change.value();
            return value == null ? null : value.clone();
        }
        MerkleEntry entry =
                reads.computeIfAbsent(own, k -> new Read(base.find(k))).entry();
        return entry == null ? null : entry.value();
    }

    @Override
    public PendingChanges actor(String name) {
        checkOpen();
        this.actor = Objects.requireNonNull(name, "actor");
        return this;
    }

    @Override
    public long transactionId() {
        return transactionId;
    }

    @Nullable
    String actor() {
        return actor;
    }

    Collection<MerkleChange> changes() {
        return changes.values();
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Checks that every key read is in another version as it was read. */
    void checkReads(MerkleMap now) {
        reads.forEach((key, read) -> {
            MerkleEntry then = read.entry();
            MerkleEntry entry = now.find(key);
            if (then != entry && (then == null || entry == null || !sameValue(then, entry))) {
                throw new TransactionConflictException(transactionId);
            }
        });
    }

    private static boolean sameValue(MerkleEntry a, MerkleEntry b) {
        return Arrays.equals(a.valueHash(), b.valueHash());
    }

    void end() {
        ended = true;
    }

    void checkOpen() {
        if (ended) {
            throw new TransactionClosedException(transactionId);
        }
    }

    private byte[] checkedKey(byte[] key) {
        checkOpen();
        return Keys.checked(key).clone();
    }
}
