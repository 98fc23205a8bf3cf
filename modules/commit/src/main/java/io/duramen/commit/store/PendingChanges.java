// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.Changes;
import io.duramen.commit.KeyConflictException;
import io.duramen.commit.RootConflictException;
import io.duramen.commit.Savepoint;
import io.duramen.commit.TransactionClosedException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes on top of a map, in the order of their keys, what was read of the map, and what it must be to be changed. */
final class PendingChanges implements Changes {
    private final long transactionId;
    private final MerkleMap base;
    private final TreeMap<byte[], MerkleChange> changes = new TreeMap<>(Arrays::compareUnsigned);
    private final TreeMap<byte[], Read> reads = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Consumer<MerkleMap>> conditions = new ArrayList<>();
    private final List<Moment> savepoints = new ArrayList<>();
    private final List<Undo> undo = new ArrayList<>(); // only of what came after a savepoint
    private @Nullable String actor;
    private int moments;
    private boolean ended;

    /** What a key had when it was read, and whether more than its value was looked at. */
    private record Read(@Nullable MerkleEntry entry, boolean ofVersion) {}

    /** A change, and the one before of the same key, if there was one. */
    private record Undo(MerkleChange change, @Nullable MerkleChange before) {}

    /** A moment to go back to; the number tells it from another at which all was the same. */
    private record Moment(
            PendingChanges of,
            int number,
            int changes,
            int conditions,
            @Nullable String actor) implements Savepoint {

        @Override
        public long transactionId() {
            return of.transactionId;
        }
    }

    PendingChanges(long transactionId, MerkleMap base) {
        this.transactionId = transactionId;
        this.base = base;
    }

    @Override
    public PendingChanges put(byte[] key, byte[] value) {
        byte[] own = checkedKey(key);
        change(own, MerkleChange.put(own, value.clone()));
        return this;
    }

    @Override
    public PendingChanges delete(byte[] key) {
        byte[] own = checkedKey(key);
        change(own, MerkleChange.delete(own));
        return this;
    }

    private void change(byte[] key, MerkleChange change) {
        MerkleChange before = changes.put(key, change);
        if (!savepoints.isEmpty()) {
            undo.add(new Undo(change, before));
        }
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
                reads.computeIfAbsent(own, k -> new Read(base.find(k), false)).entry();
        return entry == null ? null : entry.value();
    }

    @Override
    public long version(byte[] key) {
        byte[] own = checkedKey(key);
        Read read = reads.get(own);
        MerkleEntry entry = read == null ? base.find(own) : read.entry();
        reads.put(own, new Read(entry, true));
        return versionOf(entry);
    }

    @Override
    public PendingChanges expectRoot(Root root) {
        checkOpen();
        Objects.requireNonNull(root, "root");
        conditions.add(now -> {
            if (!now.root().equals(root)) {
                throw new RootConflictException(transactionId, root, now.root());
            }
        });
        return this;
    }

    @Override
    public PendingChanges expectVersion(byte[] key, long version) {
        byte[] own = checkedKey(key);
        if (version < 0) {
            throw new IllegalArgumentException("a version is at least 0, not " + version);
        }
        conditions.add(now -> {
            long found = versionOf(now.find(own));
            if (found != version) {
                throw new KeyConflictException(transactionId, own, version, found);
            }
        });
        return this;
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

    Savepoint savepoint() {
        checkOpen();
        Moment moment = new Moment(this, ++moments, undo.size(), conditions.size(), actor);
        savepoints.add(moment);
        return moment;
    }

    /** Goes back; what was read stays noted. */
    void rollbackTo(Savepoint savepoint) {
        checkOpen();
        int at = savepoints.indexOf(savepoint);
        if (at < 0) {
            throw new IllegalArgumentException("transaction " + transactionId
                    + " has not, or no longer, this savepoint of transaction " + savepoint.transactionId());
        }
        Moment moment = savepoints.get(at);
        savepoints.subList(at + 1, savepoints.size()).clear();
        for (int i = undo.size() - 1; i >= moment.changes(); i--) {
            Undo last = undo.remove(i);
            byte[] key = last.change().key();
            MerkleChange before = last.before();
            if (before == null) {
                changes.remove(key);
            } else {
                changes.put(key, before);
            }
        }
        conditions.subList(moment.conditions(), conditions.size()).clear();
        actor = moment.actor();
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

    /** Checks that the conditions hold in a version. */
    void checkConditions(MerkleMap now) {
        conditions.forEach(condition -> condition.accept(now));
    }

    /** Checks that every key read is in another version as it was read. */
    void checkReads(MerkleMap now) {
        reads.forEach((key, read) -> {
            MerkleEntry then = read.entry();
            MerkleEntry entry = now.find(key);
            if (then != entry && !same(then, entry, read.ofVersion())) {
                throw new KeyConflictException(transactionId, key, versionOf(then), versionOf(entry));
            }
        });
    }

    private static boolean same(@Nullable MerkleEntry then, @Nullable MerkleEntry now, boolean byVersion) {
        if (then == null || now == null) {
            return then == now;
        }
        return byVersion ? then.version() == now.version() : Arrays.equals(then.valueHash(), now.valueHash());
    }

    private static long versionOf(@Nullable MerkleEntry entry) {
        return entry == null ? 0 : entry.version();
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
