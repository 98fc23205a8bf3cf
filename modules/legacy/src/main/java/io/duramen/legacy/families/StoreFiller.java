// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.base.Progress;
import io.duramen.commit.Changes;
import io.duramen.commit.StateStore;
import io.duramen.commit.TransactionTooLargeException;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.legacy.ImportRefusedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a store hold what a source holds, in transactions of a bounded size. Only what differs is written, and whether it
 * differs is seen inside the transaction; so an import that was cut off is gone on with by doing it again, and one that is
 * repeated after the source has grown carries over the difference. Nothing remembers where it was.
 */
public final class StoreFiller {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int BATCH_KEYS = 512;
    private static final String ACTOR = "duramen import";

    private final StateStore target;
    private final Progress progress;
    private final List<Change> batch = new ArrayList<>();
    private long bytes;
    private long put;
    private long deleted;
    private long unchanged;

    /**
     * Prepares an import.
     *
     * @param target the store, which others may write to meanwhile
     * @param progress hears how far it has come
     */
    public StoreFiller(StateStore target, Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    /**
     * Refuses changes that no store can hold, before anything is written.
     *
     * @param changes the changes
     * @return how many there are
     */
    public static long check(Iterable<Change> changes) {
        long count = 0;
        for (Change change : changes) {
            int length = change.key().length;
            if (length < 1 || length > StateStore.MAX_KEY_BYTES) {
                throw new ImportRefusedException(
                        "KEY_TOO_LONG",
                        change.place(),
                        "a key of " + length + " bytes, a store's has 1 to " + StateStore.MAX_KEY_BYTES,
                        "give it a shorter key with the program that wrote it");
            }
            count++;
        }
        return count;
    }

    /**
     * Carries changes out. When this returns, all of them are durable.
     *
     * @param changes the changes, no key twice
     * @param total how many there are
     */
    public void fill(Iterable<Change> changes, long total) {
        long done = 0;
        for (Change change : changes) {
            long size = change.key().length + length(change);
            if (bytes + size > BATCH_BYTES || batch.size() >= BATCH_KEYS) {
                commit();
                progress.update("importing", done, total);
            }
            batch.add(change);
            bytes += size;
            done++;
        }
        commit();
        progress.update("importing", total, total);
    }

    /**
     * Deletes every key that the changes do not put.
     *
     * @param changes the changes
     */
    public void deleteOthers(Iterable<Change> changes) {
        Set<ByteBuffer> kept = new HashSet<>();
        for (Change change : changes) {
            if (change.value() != null) {
                kept.add(ByteBuffer.wrap(change.key()));
            }
        }
        for (MerkleEntry entry : target.snapshot().entries()) {
            byte[] key = entry.key();
            if (!kept.contains(ByteBuffer.wrap(key))) {
                batch.add(new Change(key, null, "a key the source does not have"));
                if (batch.size() >= BATCH_KEYS) {
                    commit();
                }
            }
        }
        commit();
    }

    private void commit() {
        if (batch.isEmpty()) {
            return;
        }
        long[] counts = new long[3];
        try {
            target.commit(tx -> batch.forEach(change -> counts[apply(change, tx)]++));
        } catch (TransactionTooLargeException e) {
            Change largest = batch.get(0); // one that is over the bound of a batch stands alone
            throw new ImportRefusedException(
                    "VALUE_TOO_LARGE",
                    largest.place(),
                    "a value of " + length(largest) + " bytes, more than a transaction may hold",
                    "what was imported before it is safe; open the store with a larger WalOptions.maxRecordBytes");
        }
        put += counts[0];
        deleted += counts[1];
        unchanged += counts[2];
        batch.clear();
        bytes = 0;
    }

    private static int apply(Change change, Changes transaction) {
        byte[] there = transaction.get(change.key());
        byte[] wanted = change.value();
        if (Arrays.equals(there, wanted)) {
            return 2;
        }
        transaction.actor(ACTOR);
        if (wanted == null) {
            transaction.delete(change.key());
            return 1;
        }
        transaction.put(change.key(), wanted);
        return 0;
    }

    private static long length(Change change) {
        byte[] value = change.value();
        return value == null ? 0 : value.length;
    }

    /**
     * Returns how many keys were given a value.
     *
     * @return keys
     */
    public long put() {
        return put;
    }

    /**
     * Returns how many keys were deleted.
     *
     * @return keys
     */
    public long deleted() {
        return deleted;
    }

    /**
     * Returns how many keys were as they should be already.
     *
     * @return keys
     */
    public long unchanged() {
        return unchanged;
    }
}
