// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generations a store's two manifests name, the newest first, loaded as they are asked for. Reads only, so that it can be
 * used before the lock is taken.
 */
final class Generations {
    private final Storage storage;
    private final CheckpointReader reader;
    private final ManifestCodec codec;
    private final @Nullable StoredManifest newest;
    private final @Nullable StoredManifest previous;
    private final List<Named> waiting = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> rejectedFiles = new ArrayList<>();
    private final List<Manifest> intact = new ArrayList<>();

    private record Named(String file, Manifest manifest, StoredManifest stored) {}

    Generations(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.reader = new CheckpointReader(storage, sealing);
        this.codec = new ManifestCodec(storage.describe(""), sealing);
        this.newest = StoredManifest.read(storage, Names.MANIFEST);
        this.previous = StoredManifest.read(storage, Names.MANIFEST_PREVIOUS);
        if (exist()) {
            consider(Names.MANIFEST, newest);
            consider(Names.MANIFEST_PREVIOUS, previous);
            if (waiting.isEmpty()) {
                throw damaged();
            }
        }
    }

    private void consider(String name, @Nullable StoredManifest stored) {
        String shown = storage.describe(name);
        if (stored == null) {
            rejected.add(shown + ": expected a manifest, found none");
            return;
        }
        try {
            Manifest manifest = codec.decode(shown, stored.bytes());
            intact.add(manifest);
            if (waiting.stream().noneMatch(other -> other.stored().equals(stored))) {
                waiting.add(new Named(name, manifest, stored));
            }
        } catch (DamagedException e) {
            rejected.add(e.problem());
            rejectedFiles.add(name);
        }
    }

    /** Tells whether there is any manifest, damaged or not. */
    boolean exist() {
        return newest != null || previous != null;
    }

    /** Tells whether both manifests are still as they were read. */
    boolean stillCurrent() {
        return Objects.equals(newest, StoredManifest.read(storage, Names.MANIFEST))
                && Objects.equals(previous, StoredManifest.read(storage, Names.MANIFEST_PREVIOUS));
    }

    /** Loads the newest generation not yet asked for, passing over those that are damaged. */
    Optional<Generation> next() {
        while (!waiting.isEmpty()) {
            Named named = waiting.remove(0);
            try {
                return Optional.of(
                        new Generation(named.file(), named.manifest(), named.stored(), load(named.manifest())));
            } catch (DamagedException e) {
                reject(e.problem());
            }
        }
        return Optional.empty();
    }

    private MerkleMap load(Manifest manifest) throws DamagedException {
        return new CheckpointCheck(reader).load(manifest, damaged -> rejectedFiles.add(damaged.name()));
    }

    /** Notes why a generation cannot be used. */
    void reject(String problem) {
        rejected.add(problem);
    }

    /** Returns why generations could not be used. */
    List<String> rejected() {
        return rejected;
    }

    /** Returns the damaged files, as evidence. */
    List<String> rejectedFiles() {
        return rejectedFiles;
    }

    /** Returns every manifest that is as it was written, the newest first. */
    List<Manifest> intact() {
        return intact;
    }

    StoreDamagedException damaged() {
        return new StoreDamagedException(storage.describe(""), rejected);
    }
}
