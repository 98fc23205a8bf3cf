// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleMap;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest manifest and the previous one, which share no file: damage of any one file leaves a whole generation. The
 * previous manifest stays at the last checkpoint on the base before, and the log is kept from there on.
 *
 * <p><b>Thread safety:</b> none.
 */
final class ManifestPair {
    private final Storage storage;
    private final WriteAheadLog log;
    private final ManifestCodec codec;
    private final ManifestFiles files;
    private Generation current;
    private @Nullable Manifest previous;

    /** @param intact the manifests found as they were written, the one of {@code current} among them */
    ManifestPair(
            Storage storage, WriteAheadLog log, @Nullable Sealing sealing, Generation current, List<Manifest> intact) {
        this.storage = storage;
        this.log = log;
        this.codec = new ManifestCodec(storage.describe(""), sealing);
        this.files = new ManifestFiles(storage);
        this.current = current;
        this.previous = intact.stream().filter(this::mayPrecede).findFirst().orElse(null);
    }

    /** A newer one was rejected, and one that names a file of the newest does not outlive that file. */
    private boolean mayPrecede(Manifest other) {
        Manifest newest = current.manifest();
        return other.generation() <= newest.generation() && !other.sharesFilesWith(newest);
    }

    /** Returns the newest checkpoint. */
    Generation current() {
        return current;
    }

    /** Lets the state of the newest checkpoint go. */
    void letGo() {
        current = current.letGo();
    }

    /** Tells whether there is a previous generation to fall back to, whatever file of the newest is damaged. */
    boolean hasPrevious() {
        return previous != null;
    }

    /** A generation whose files and temporary manifests are durable. */
    record Prepared(Generation next, @Nullable Generation nextPrevious) {}

    /**
     * Writes the temporary manifests of a generation whose files are durable and verified.
     *
     * @param manifest the manifest
     * @param map the state it stands for; {@code null} if it was let go
     * @param nextPrevious what the previous manifest will be, or {@code null} if it stays
     */
    Prepared prepare(Manifest manifest, @Nullable MerkleMap map, @Nullable Generation nextPrevious) {
        StoredManifest stored = new StoredManifest(codec.encode(manifest));
        if (nextPrevious != null) {
            files.prepare(Names.MANIFEST_PREVIOUS, nextPrevious.stored());
        }
        files.prepare(Names.MANIFEST, stored);
        return new Prepared(new Generation(Names.MANIFEST, manifest, stored, map), nextPrevious);
    }

    /** Gives the manifests their names: from here on the store is opened from them. */
    void publish(Prepared prepared) {
        Generation before = prepared.nextPrevious();
        if (before != null) {
            files.publish(Names.MANIFEST_PREVIOUS);
            previous = before.manifest();
        }
        files.publish(Names.MANIFEST);
        current = prepared.next();
    }

    /**
     * Lets go what neither manifest needs: records first, then files.
     *
     * @param unfinished a generation being written, which stays; 0 if there is none
     */
    void forget(long unfinished) {
        Manifest older = previous;
        if (older == null) {
            return;
        }
        if (log.checkpointLsn() <= older.lsn()) {
            log.checkpoint(older.lsn() + 1);
        }
        Set<Long> needed = Manifest.generationsOf(List.of(current.manifest(), older));
        needed.add(unfinished);
        new Tidying(storage).removeCheckpointsExcept(needed);
    }
}
