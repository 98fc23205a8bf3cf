// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.WriteAheadLog;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints: step 4 to 7 of the protocol. The file first, complete, forced, named and read back; then the manifest of
 * the generation before as the previous one; then the new manifest; and only then is the log told that it may forget what
 * the previous generation holds, and files of older generations go. So at any moment two generations and all of the log
 * behind the older one are there.
 */
final class Checkpoints {
    private final Storage storage;
    private final WriteAheadLog log;
    private final Sequencer sequencer;
    private final @Nullable Sealing sealing;
    private final ManifestCodec codec;
    private final ManifestFiles manifests;
    private final ReentrantLock lock = new ReentrantLock();

    private Manifest current;
    private StoredManifest currentStored;
    private long nextGeneration;
    private boolean closed;
    private volatile CheckpointReceipt newest;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    Checkpoints(
            Storage storage,
            WriteAheadLog log,
            Sequencer sequencer,
            @Nullable Sealing sealing,
            Manifest current,
            StoredManifest currentStored,
            long nextGeneration) {
        this.storage = storage;
        this.log = log;
        this.sequencer = sequencer;
        this.sealing = sealing;
        this.codec = new ManifestCodec(storage.describe(""), sealing);
        this.manifests = new ManifestFiles(storage);
        this.current = current;
        this.currentStored = currentStored;
        this.nextGeneration = nextGeneration;
        this.newest = receipt(false);
    }

    /** Writes a checkpoint of the last durable version, unless there is one of it already. */
    CheckpointReceipt write() {
        lock.lock();
        try {
            sequencer.checkWritable();
            if (closed) {
                throw new StoreClosedException(storage.describe(""));
            }
            Version version = sequencer.durable();
            return version.lsn() == current.lsn() ? receipt(false) : write(version);
        } finally {
            lock.unlock();
        }
    }

    /** Writes a checkpoint of a version even if there is one, because a manifest or a file of it was rejected. */
    void renew(Version version) {
        lock.lock();
        try {
            write(version);
        } finally {
            lock.unlock();
        }
    }

    private CheckpointReceipt write(Version version) {
        long generation = nextGeneration++;
        Prepared next;
        try {
            next = prepare(generation, version);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            if (isNoSpace(e)) {
                removeUnfinished(generation, e);
                throw new StoreFullException(storage.describe(""), "checkpoint " + generation, e);
            }
            throw sequencer.fail(e);
        }
        try {
            publish(next);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            throw sequencer.fail(e);
        }
        written.incrementAndGet();
        CheckpointReceipt receipt = receipt(true);
        newest = receipt;
        return receipt;
    }

    private static boolean isNoSpace(RuntimeException e) {
        return e instanceof StorageException refused && refused.kind() == StorageException.Kind.NO_SPACE;
    }

    private record Prepared(Manifest manifest, StoredManifest stored) {}

    /** Everything up to the new manifest's temporary file: nothing yet depends on any of it. */
    private Prepared prepare(long generation, Version version) {
        if (!storage.exists(Names.CHECKPOINTS)) {
            storage.createDirectory(Names.CHECKPOINTS);
            storage.syncDirectory("");
        }
        String directory = Names.checkpoint(generation);
        String base = Names.base(generation);
        storage.createDirectory(directory);
        BaseWriter writer = new BaseWriter(storage, current.storeId(), sealing);
        Manifest.CheckpointFile file = writer.write(base + Names.TEMPORARY, generation, version);
        storage.rename(base + Names.TEMPORARY, base);
        storage.syncDirectory(directory);
        storage.syncDirectory(Names.CHECKPOINTS);
        Manifest manifest = new Manifest(
                current.storeId(),
                current.salt(),
                generation,
                version.lsn(),
                version.map().root(),
                version.map().size(),
                sequencer.lastTransactionId(),
                Manifest.Keyring.of(sealing),
                currentStored.sha256(),
                file);
        String problem = problem(storage, sealing, manifest);
        if (problem != null) {
            throw new StoreDamagedException(storage.describe(""), List.of(problem));
        }
        StoredManifest stored = new StoredManifest(codec.encode(manifest));
        manifests.prepare(Names.MANIFEST_PREVIOUS, currentStored);
        manifests.prepare(Names.MANIFEST, stored);
        return new Prepared(manifest, stored);
    }

    /**
     * Reads a checkpoint's file back and computes its root from the keys and values in it.
     *
     * @return what is wrong, or {@code null} if nothing is
     */
    static @Nullable String problem(Storage storage, @Nullable Sealing sealing, Manifest manifest) {
        Manifest.CheckpointFile file = manifest.file();
        if (file == null) {
            return null;
        }
        String name = Names.base(manifest.generation());
        String shown = storage.describe(name);
        RootBuilder builder = new RootBuilder(manifest.salt().bytes());
        try {
            new BaseReader(storage, sealing).read(name, manifest, file, (key, value, leaf) -> {
                if (!Arrays.equals(builder.add(key, value), leaf)) {
                    throw new DamagedException(shown, "the hashes of an entry's key and value", "others");
                }
            });
        } catch (DamagedException e) {
            return e.problem();
        }
        Root found = builder.root();
        return found.equals(manifest.root()) ? null : shown + ": expected root " + manifest.root() + ", found " + found;
    }

    private void publish(Prepared next) {
        Manifest before = current;
        manifests.publish(Names.MANIFEST_PREVIOUS);
        manifests.publish(Names.MANIFEST);
        current = next.manifest();
        currentStored = next.stored();
        log.checkpoint(before.lsn() + 1);
        new Tidying(storage).removeCheckpointsExcept(List.of(current.generation(), before.generation()));
    }

    /** After a full disk: gives back what the attempt took, as far as that is possible. */
    private void removeUnfinished(long generation, RuntimeException cause) {
        try {
            new Tidying(storage).removeUnfinished(generation);
        } catch (StorageException e) {
            cause.addSuppressed(e); // the next open removes it
        }
    }

    private CheckpointReceipt receipt(boolean now) {
        Manifest.CheckpointFile file = current.file();
        return new CheckpointReceipt(
                current.generation(),
                current.lsn(),
                current.root(),
                current.keys(),
                file == null ? 0 : file.length(),
                now);
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
