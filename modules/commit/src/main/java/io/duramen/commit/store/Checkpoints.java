// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Pace;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOutOfMemoryException;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints: step 4 to 7 of the protocol. The file first, complete, forced, named and read back; then the manifest;
 * and only then is the log told what it may forget, and files that no manifest names go.
 *
 * <p>A checkpoint is a base, which holds a whole state, and the deltas written since, each of which holds what changed since
 * the checkpoint before; so it costs what changed. When the deltas have become too many, they are {@linkplain #merge merged}
 * with their base into another one.
 */
final class Checkpoints {
    private final Storage storage;
    private final Sequencer sequencer;
    private final @Nullable Sealing sealing;
    private final ManifestPair manifests;
    private final CheckpointWriter writer;
    private final CheckpointCheck check;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition merged = lock.newCondition();

    private long nextGeneration;
    private long merging;
    private boolean closed;
    private volatile CheckpointReceipt newest;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** @param nextGeneration a number that neither a manifest nor a directory has, nor any above it */
    Checkpoints(
            Storage storage,
            Sequencer sequencer,
            @Nullable Sealing sealing,
            ManifestPair manifests,
            long nextGeneration) {
        this.storage = storage;
        this.sequencer = sequencer;
        this.sealing = sealing;
        this.manifests = manifests;
        this.writer = new CheckpointWriter(storage, current().storeId(), sealing);
        this.check = new CheckpointCheck(new CheckpointReader(storage, sealing));
        this.nextGeneration = nextGeneration;
        this.newest = receipt(false);
    }

    private Manifest current() {
        return manifests.current().manifest();
    }

    /** Writes a checkpoint of the last durable version, unless there is one of it already. */
    CheckpointReceipt write() {
        lock.lock();
        try {
            sequencer.checkWritable();
            checkOpen();
            Version version = sequencer.durable();
            return version.lsn() == current().lsn() ? receipt(false) : write(version, false, Pace.unlimited());
        } finally {
            lock.unlock();
        }
    }

    /** Throws once no more checkpoints are written. */
    void checkOpen() {
        lock.lock();
        try {
            if (closed) {
                throw new StoreClosedException(storage.describe(""));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes a whole checkpoint of a version even if there is one, because a manifest or a file of it was rejected. */
    void renew(Version version) {
        lock.lock();
        try {
            write(version, true, Pace.unlimited());
        } finally {
            lock.unlock();
        }
    }

    /** Writes a whole checkpoint of the last durable version even if there is one, so that it is sealed under a key of now. */
    CheckpointReceipt sealAnew(Pace pace) {
        lock.lock();
        try {
            sequencer.checkWritable();
            checkOpen();
            return write(sequencer.durable(), true, pace);
        } finally {
            lock.unlock();
        }
    }

    private CheckpointReceipt write(Version version, boolean whole, Pace pace) {
        long generation = nextGeneration++;
        publish(attempt("checkpoint " + generation, generation, () -> prepare(generation, version, whole, pace)));
        written.incrementAndGet();
        CheckpointReceipt receipt = receipt(true);
        newest = receipt;
        return receipt;
    }

    /** Everything up to the new manifest's temporary file: nothing yet depends on any of it. */
    private ManifestPair.Prepared prepare(long generation, Version version, boolean whole, Pace pace) {
        Delta delta = whole ? null : delta(version.map());
        return delta == null ? prepareBase(generation, version, pace) : prepareDelta(generation, version, delta);
    }

    private ManifestPair.Prepared prepareBase(long generation, Version version, Pace pace) {
        manifests.letGo(); // there is nothing to compare with it, and it may be as large again
        CheckpointFile base = writer.base(generation, version, pace);
        Manifest manifest = manifest(generation, version, List.of(base));
        requireNone(check.problem(manifest));
        return manifests.prepare(manifest, version.map(), manifests.current());
    }

    private ManifestPair.Prepared prepareDelta(long generation, Version version, Delta delta) {
        Generation before = manifests.current();
        List<CheckpointFile> files = new ArrayList<>(current().files());
        files.add(writer.delta(generation, version, delta));
        Manifest manifest = manifest(generation, version, files);
        requireNone(check.deltaProblem(before.base(), manifest));
        return manifests.prepare(manifest, version.map(), null);
    }

    /** Returns what changed, or {@code null} if a whole state is better or there is nothing to compare with. */
    private @Nullable Delta delta(MerkleMap now) {
        MerkleMap before = manifests.current().held();
        long most = MergePolicy.largestDelta(current().files());
        return before == null || most == 0 || !manifests.hasPrevious() ? null : Delta.between(before, now, most);
    }

    private Manifest manifest(long generation, Version version, List<CheckpointFile> files) {
        return new Manifest(
                current().storeId(),
                current().salt(),
                generation,
                version.lsn(),
                version.map().root(),
                version.map().size(),
                sequencer.lastTransactionId(),
                Manifest.Keyring.of(sealing),
                manifests.current().stored().sha256(),
                files);
    }

    private void requireNone(@Nullable String problem) {
        if (problem != null) {
            throw new StoreDamagedException(storage.describe(""), List.of(problem));
        }
    }

    private void publish(ManifestPair.Prepared prepared) {
        try {
            manifests.publish(prepared);
            manifests.forget(merging);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            throw sequencer.fail(e);
        }
    }

    /** Does what nothing depends on yet: if the disk is full it is given up, any other failure is the store's. */
    private <T> T attempt(String what, long generation, Supplier<T> work) {
        try {
            return work.get();
        } catch (Pace.StoppedException e) {
            removeUnfinished(generation, e);
            throw e;
        } catch (OutOfMemoryError e) {
            failures.incrementAndGet();
            boolean unused = letGo(); // the next attempt needs less
            removeUnfinished(generation, e);
            throw new StoreOutOfMemoryException(
                    storage.describe(""), what, Runtime.getRuntime().maxMemory(), e);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            if (isNoSpace(e)) {
                removeUnfinished(generation, e);
                throw new StoreFullException(storage.describe(""), what, e);
            }
            throw sequencer.fail(e);
        }
    }

    private static boolean isNoSpace(RuntimeException e) {
        return e instanceof StorageException refused && refused.kind() == StorageException.Kind.NO_SPACE;
    }

    /** Gives back what an attempt took, as far as that is possible. */
    private void removeUnfinished(long generation, Throwable cause) {
        lock.lock(); // or the temporary manifest might be another's
        try {
            new Tidying(storage).removeUnfinished(generation);
        } catch (StorageException e) {
            cause.addSuppressed(e); // the next open removes it
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the state of the newest checkpoint go, so that it does not take memory beside the one it has become; the next
     * checkpoint is a whole one.
     *
     * @return whether it is gone; not so while a checkpoint is being written, whose state takes its place
     */
    boolean letGo() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            manifests.letGo();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether there are deltas enough on a base to be merged with it. */
    boolean isMergeDue() {
        lock.lock();
        try {
            return !closed
                    && merging == 0
                    && manifests.current().held() != null
                    && MergePolicy.isMergeDue(current().files());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the state of the newest checkpoint into another base, which takes the place of the files of that checkpoint;
     * deltas written meanwhile stay. Only its end holds other checkpoints up; commits it never holds up.
     *
     * @param pace how fast it may write
     * @throws StoreFullException if there is no space, or less than the files to be merged take, so that nothing is begun;
     *     nothing of it remains, and it is due again after the next checkpoint
     * @throws Pace.StoppedException if it was stopped; nothing of it remains
     */
    void merge(Pace pace) {
        Generation from;
        long generation;
        lock.lock();
        try {
            if (!isMergeDue()) {
                return;
            }
            sequencer.checkWritable();
            from = manifests.current();
            generation = nextGeneration++;
            merging = generation;
        } finally {
            lock.unlock();
        }
        try {
            merge(from, generation, pace);
        } finally {
            endMerge();
        }
    }

    private void endMerge() {
        lock.lock();
        try {
            merging = 0;
            merged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void merge(Generation from, long generation, Pace pace) {
        String what = "the merge of checkpoint " + from.manifest().generation();
        Version version = Version.durable(from.manifest().lsn(), from.manifest().lsn(), from.base(), 0);
        CheckpointFile base = attempt(what, generation, () -> {
            requireSpaceFor(from.manifest().files());
            CheckpointFile written = writer.base(generation, version, pace);
            requireNone(check.problem(from.manifest().heldIn(generation, List.of(written), Digest32.ZERO)));
            return written;
        });
        lock.lock();
        try {
            sequencer.checkWritable();
            List<CheckpointFile> old = from.manifest().files();
            List<CheckpointFile> now = current().files();
            if (closed || now.size() < old.size() || !now.subList(0, old.size()).equals(old)) {
                removeUnfinished(generation, new IllegalStateException("another base was faster"));
                return;
            }
            List<CheckpointFile> files = new ArrayList<>(List.of(base));
            files.addAll(now.subList(old.size(), now.size()));
            Generation newest = manifests.current();
            Manifest merged = newest.manifest()
                    .heldIn(nextGeneration++, files, newest.stored().sha256());
            publish(attempt(what, generation, () -> manifests.prepare(merged, newest.held(), from)));
            this.newest = receipt(false);
        } finally {
            lock.unlock();
        }
    }

    /** What is merged takes no more space afterwards. Space that commits need is not used up only to be given back. */
    private void requireSpaceFor(List<CheckpointFile> files) {
        long needed = files.stream().mapToLong(CheckpointFile::length).sum();
        long free = freeSpace();
        if (free < needed) {
            throw new StorageException(
                    StorageException.Kind.NO_SPACE,
                    "write",
                    storage.describe(Names.CHECKPOINTS),
                    "expected " + needed + " bytes of free space, found " + free,
                    null);
        }
    }

    private long freeSpace() {
        try {
            return storage.usableSpace();
        } catch (StorageException e) {
            return Long.MAX_VALUE; // nobody knows, and to try does no harm
        }
    }

    private CheckpointReceipt receipt(boolean now) {
        Manifest manifest = current();
        CheckpointFile file = manifest.newest();
        return new CheckpointReceipt(
                manifest.generation(),
                manifest.lsn(),
                manifest.root(),
                manifest.keys(),
                file == null ? 0 : file.length(),
                manifest.files().size(),
                now);
    }

    /** Returns the newest checkpoint. Only {@linkplain #whileResting while checkpoints rest}. */
    Generation newestGeneration() {
        return manifests.current();
    }

    /** Returns what the newest checkpoint holds, without waiting for one being written. */
    CheckpointReceipt newest() {
        return newest;
    }

    long written() {
        return written.get();
    }

    long failures() {
        return failures.get();
    }

    /** Runs something during which no checkpoint is written. */
    <T> T whileResting(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #whileResting}, and no merge is under way either: one that is, is waited for. */
    <T> T whileNothingIsWritten(Supplier<T> work) {
        lock.lock();
        try {
            while (merging != 0) {
                merged.awaitUninterruptibly();
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a checkpoint being written and begins no other. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
