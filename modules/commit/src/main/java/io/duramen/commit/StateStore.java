// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.crypto.KeyHolder;
import io.duramen.crypto.KeyUse;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A map of byte keys to byte values that is changed by atomic, durable transactions and whose whole content stands behind one
 * {@linkplain #root root}.
 *
 * <p>When {@link #commit} returns, all of the transaction's changes are durable and every later read sees them, in this
 * process or the next; if it throws, readers see none of them. Readers never see a change that is not yet durable. A
 * transaction is one record of a {@linkplain io.duramen.wal.WriteAheadLog log}, or a large one several of which only the last
 * makes it so, and the sync of that record is the commit point: there is no moment at which half of it counts. Checkpoints and
 * the manifest are caches of the log. {@link StoreMode} tells what else is durable when a transaction is acknowledged.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, interrupted or not. Transactions are ordered one after
 * the other; those that wait for the device wait together and share its sync.
 *
 * <p>After an I/O error the store is failed for good: every method that writes throws {@link StoreFailedException} with the
 * first cause, while reads go on at the last durable version. Reopen to recover. A full disk does not fail it: the
 * transactions under way throw {@link StoreFullException}, nothing of them remains, and later ones go on once there is space.
 *
 * <p>Keys have 1 to {@value #MAX_KEY_BYTES} bytes. Values may be empty; a key and its value fit {@link
 * io.duramen.wal.WalOptions#maxRecordBytes}, less 87 bytes, and what a transaction holds in all {@link
 * StoreOptions#maxTransactionBytes}.
 */
public interface StateStore extends ReadableStore {

    /** The longest key, in bytes. */
    int MAX_KEY_BYTES = 16 * 1024;

    /**
     * Makes a new, empty store in a directory that does not exist or is empty, and opens it. A creation that a crash cut short
     * is completed.
     *
     * @param directory the directory; its parent must exist
     * @param options how
     * @return the open store
     * @throws StoreExistsException if there is a store or a log already; it was not touched
     * @throws io.duramen.wal.ForeignDirectoryException if there are other files; they were not touched
     */
    static StateStore create(Path directory, StoreOptions options) {
        return create(NioStorage.at(directory), options);
    }

    /**
     * Makes a new, empty store in a storage, and opens it; see {@link #create(Path, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open store
     */
    static StateStore create(Storage storage, StoreOptions options) {
        return options.provider().create(storage, options);
    }

    /**
     * Opens a store: takes its lock, verifies it, and rebuilds its last durable version. A missing or damaged state is never
     * replaced by an empty one. What is thrown for damage can be turned into {@linkplain SafeMode safe mode} with {@link
     * StoreOptions.Builder#onDamage}.
     *
     * @param directory the directory
     * @param options how
     * @return the open store
     * @throws StoreMissingException if there is no store; nothing was created
     * @throws StoreDamagedException if no generation of checkpoint and log gives a state whose root is the one recorded;
     *     {@link #openReadOnly} still reads what can be verified
     * @throws StoreVersionException if it was written by a newer release
     * @throws io.duramen.wal.CorruptLogException if a durable record is damaged; {@link #openReadOnly} still reads what comes
     *     before it
     * @throws io.duramen.wal.RollbackDetectedException if it is older than its {@linkplain StoreOptions.Builder#anchor anchor}
     *     says
     * @throws io.duramen.storage.StorageLockedException if it is open elsewhere
     * @throws io.duramen.crypto.SealException if it is sealed and the options hold no key that opens it
     * @throws io.duramen.wal.NotSealedException if the options hold a key and it is not sealed
     */
    static StateStore open(Path directory, StoreOptions options) {
        return open(NioStorage.at(directory), options);
    }

    /**
     * Opens a store in a storage; see {@link #open(Path, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open store
     */
    static StateStore open(Storage storage, StoreOptions options) {
        return options.provider().open(storage, options);
    }

    /**
     * Recovers a store and closes it again: what {@link #open} does, and nothing else. Doing it twice leaves what doing it once
     * leaves.
     *
     * @param directory the directory
     * @param options how
     * @return what was found and done
     * @throws io.duramen.base.DuramenException what {@link #open(Path, StoreOptions)} throws
     */
    static RecoveryReport recover(Path directory, StoreOptions options) {
        return recover(NioStorage.at(directory), options);
    }

    /**
     * Recovers a store in a storage; see {@link #recover(Path, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return what was found and done
     */
    static RecoveryReport recover(Storage storage, StoreOptions options) {
        try (StateStore store = open(storage, options)) {
            return store.recoveryReport();
        }
    }

    /**
     * Opens a store for reading, damaged or not, without taking its lock or changing anything. What is given is the last
     * version that can be verified; what lies behind it is told in {@link RecoveryReport#damage}.
     *
     * @param directory the directory
     * @param options how
     * @return the store as it stands; it does not follow later commits
     * @throws StoreMissingException if there is no store
     * @throws StoreDamagedException if no version can be verified
     */
    static ReadableStore openReadOnly(Path directory, StoreOptions options) {
        return openReadOnly(NioStorage.at(directory), options);
    }

    /**
     * Opens a store in a storage for reading; see {@link #openReadOnly(Path, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the store as it stands
     */
    static ReadableStore openReadOnly(Storage storage, StoreOptions options) {
        return options.provider().openReadOnly(storage, options);
    }

    /**
     * Looks at the named snapshots of a store, without taking its lock.
     *
     * @param storage the directory
     * @param options how
     * @return its snapshots
     */
    static SnapshotCatalog snapshots(Storage storage, StoreOptions options) {
        return options.provider().snapshots(storage, options);
    }

    /**
     * Tells which files in a store's directory need the keys of which epochs, by their headers. Takes no lock and changes
     * nothing; beside a process that goes on writing it tells how things stood at some moment or other.
     *
     * @param storage the directory
     * @param options how; they hold the key
     * @return what needs which
     * @throws IllegalStateException if the options hold no key
     * @throws UnsupportedOperationException if the store or what seals it cannot rotate keys
     */
    static KeyUse keyUse(Storage storage, StoreOptions options) {
        return options.provider().keyUse(storage, options);
    }

    /**
     * Makes a new store of what another was at some moment. The other is only read, without its lock; it may be in use, and
     * it may be damaged where the moment does not need it.
     *
     * <p>The new store has an identity and a log of its own and numbers its transactions from 1: the restore itself is the
     * first, and the version of every entry. It has the salt of the other and so its root, which is compared with the one
     * recorded. If this is interrupted, there is no store yet, and the same again completes it.
     *
     * @param source the other's directory
     * @param options how it is opened
     * @param point the moment
     * @param target the new one's directory, which does not exist or is empty
     * @param targetOptions how it is made, with the sealing it shall have
     * @return what was done
     * @throws SnapshotMissingException if there is no such snapshot
     * @throws RestorePointGoneException if the records up to the moment are no longer held, or not yet there
     * @throws StoreDamagedException if what the moment needs is damaged
     * @throws StoreMissingException if there is no other store
     * @throws StoreExistsException if there is a store in the target; it was not touched
     * @throws io.duramen.wal.ForeignDirectoryException if there are other files in the target; they were not touched
     */
    static RestoreReport restore(
            Storage source, StoreOptions options, RestorePoint point, Storage target, StoreOptions targetOptions) {
        return options.provider().restore(source, options, point, target, targetOptions);
    }

    /**
     * Runs a transaction and waits until it is durable. Bodies run one at a time, each on the state that the one before left,
     * so that what a body read is still so when it commits; keep them short. What a body has read is durable too when this
     * returns.
     *
     * <p>A body that changes nothing writes nothing; the receipt then names the version it saw, once that is durable.
     *
     * @param body makes the changes; if it throws, nothing is changed and the exception goes to the caller; it must not call
     *     this store's methods that write
     * @return the receipt
     * @throws TransactionConflictException if a condition named by the body does not hold; nothing was written
     * @throws TransactionTooLargeException if the changes are over the limit; nothing was written
     * @throws StoreFullException if there is no space; nothing remains of the transaction
     * @throws StoreFailedException if this or an earlier write failed; whether the transaction survives is unknown
     */
    CommitReceipt commit(Consumer<Changes> body);

    /**
     * Runs a transaction without waiting until it is durable. The body runs in the calling thread before this returns; blocks
     * only while another body runs or too much is under way already.
     *
     * <p>The stage completes on the {@linkplain io.duramen.wal.WalOptions.Builder#completionExecutor log's completion
     * executor}, or on one thread of the store's own; at once if there is nothing to wait for. Transactions are durable in the
     * order in which they were given.
     *
     * @param body makes the changes, as for {@link #commit}
     * @return completes when {@link #commit} would return, exceptionally with whatever it would throw, the body's exceptions
     *     and those of a closed store included; this method itself throws nothing
     */
    CompletionStage<CommitReceipt> commitAsync(Consumer<Changes> body);

    /**
     * Runs several transactions, one directly after the other, and waits until all are durable. They share a frame of the log
     * and so one sync, as far as they fit one, and each is atomic by itself. All bodies run before anything is written.
     *
     * @param bodies make the changes, as for {@link #commit}; each sees what those before it did
     * @return the receipts, in the order of the bodies
     * @throws TransactionConflictException if a condition named by a body does not hold; nothing was written of any
     * @throws TransactionTooLargeException if one of them is over the limit; nothing was written of any
     * @throws StoreFullException if there is no space; nothing remains of the one it names and of those behind it. If together
     *     they fit one frame, it names the first
     * @throws StoreFailedException if this or an earlier write failed; whether they survive is unknown
     */
    List<CommitReceipt> commitAll(List<Consumer<Changes>> bodies);

    /**
     * Begins a transaction on the last durable version. It holds no lock; that nobody changed what it has read is checked
     * when it commits.
     *
     * @return the transaction, to be closed
     */
    Transaction begin();

    /**
     * Writes a checkpoint of the last durable version, if it is newer than the last checkpoint, and lets the log forget what
     * lies before the checkpoint before. Commits go on meanwhile. This happens by itself as often as {@link StoreOptions}
     * say.
     *
     * @return what the newest checkpoint holds now
     * @throws StoreFullException if there is no space; the store goes on without the checkpoint
     * @throws StoreFailedException if a write failed
     */
    CheckpointReceipt checkpoint();

    /**
     * Returns the keys of the store's log, checkpoints and snapshots, to be renewed by a {@link
     * io.duramen.crypto.KeyRotation} while the store is in use.
     *
     * @return all that is sealed in the store
     * @throws IllegalStateException if the store is not sealed
     * @throws UnsupportedOperationException if what seals it cannot rotate keys
     */
    default List<KeyHolder> keys() {
        throw new UnsupportedOperationException("this store cannot rotate keys");
    }

    /**
     * Returns the store's named snapshots.
     *
     * @return to make, list, verify and remove them
     */
    Snapshots snapshots();

    /**
     * Counts what the store did since it was opened.
     *
     * @return the figures as they are now
     */
    StoreStatistics statistics();

    /**
     * Waits for everything under way and closes the store. Writes no checkpoint: the log holds everything. Not to be called
     * from a transaction's body.
     */
    @Override
    void close();
}
