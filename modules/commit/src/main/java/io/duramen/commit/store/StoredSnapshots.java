// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.SnapshotMissingException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and reads the snapshots of a store. */
final class StoredSnapshots implements SnapshotCatalog {
    private final Storage storage;
    private final @Nullable Sealing sealing;
    private final SnapshotCodec codec;
    private final ManifestCodec manifests;

    StoredSnapshots(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.sealing = sealing;
        this.codec = new SnapshotCodec(storage.describe(""), sealing);
        this.manifests = new ManifestCodec(storage.describe(""), sealing);
    }

    /** Returns the identities that have a directory, whole or not. */
    List<String> ids() {
        if (!storage.exists(Names.SNAPSHOTS)) {
            return List.of();
        }
        return storage.list(Names.SNAPSHOTS).stream()
                .filter(Names::isSnapshot)
                .map(listed -> listed.substring(0, 16))
                .toList();
    }

    /** Tells whether there is a snapshot, damaged or not. */
    boolean exists(String id) {
        return storage.exists(descriptor(id));
    }

    static String descriptor(String id) {
        return Names.snapshot(id) + "/" + Names.DESCRIPTOR;
    }

    /** Reads what a snapshot is. Returns nothing if there is none, or none any more. */
    Optional<StoredSnapshot> read(String id) throws DamagedException {
        StoredManifest stored = StoredManifest.read(storage, descriptor(id));
        if (stored == null) {
            return Optional.empty();
        }
        String shown = storage.describe(descriptor(id));
        SnapshotDescriptor descriptor = codec.decode(shown, stored.bytes());
        if (!descriptor.id().equals(id)) {
            throw new DamagedException(shown, "the descriptor of snapshot " + id, "that of " + descriptor.id());
        }
        String name = Names.snapshot(id) + "/" + Names.MANIFEST;
        StoredManifest manifest = StoredManifest.read(storage, name);
        if (manifest == null || !manifest.sha256().equals(descriptor.manifest())) {
            throw new DamagedException(
                    storage.describe(name),
                    "a manifest of digest " + descriptor.manifest(),
                    manifest == null ? "none" : manifest.sha256().toString());
        }
        return Optional.of(new StoredSnapshot(descriptor, manifests.decode(storage.describe(name), manifest.bytes())));
    }

    /** Returns the snapshots that are as they were written, and notes what is wrong with the others. */
    List<StoredSnapshot> sound(List<String> problems) {
        List<StoredSnapshot> found = new ArrayList<>();
        for (String id : ids()) {
            try {
                read(id).ifPresent(found::add);
            } catch (DamagedException e) {
                if (exists(id)) { // else it was removed while we looked
                    problems.add(e.problem());
                }
            }
        }
        found.sort(Comparator.comparingLong((StoredSnapshot s) -> s.descriptor().micros())
                .thenComparing(StoredSnapshot::id));
        return found;
    }

    @Override
    public List<SnapshotInfo> list() {
        return sound(new ArrayList<>()).stream().map(StoredSnapshot::info).toList();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        sound(problems);
        return problems;
    }

    @Override
    public SnapshotInfo find(String idOrName) {
        return stored(idOrName).info();
    }

    /** One that is being {@linkplain SnapshotResealing sealed anew} has another place, and is there twice for a moment. */
    StoredSnapshot stored(String idOrName) {
        while (true) {
            List<String> looked = ids();
            Optional<StoredSnapshot> found = sound(new ArrayList<>()).stream()
                    .filter(snapshot -> snapshot.is(idOrName))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (ids().equals(looked)) {
                throw new SnapshotMissingException(storage.describe(""), idOrName);
            }
        }
    }

    @Override
    public List<String> verify(String idOrName, Progress progress) {
        progress.update("reading snapshot", 0, 1);
        StoredSnapshot snapshot;
        if (ids().contains(idOrName) && exists(idOrName)) {
            try {
                snapshot = read(idOrName).orElseThrow();
            } catch (DamagedException e) {
                return List.of(e.problem());
            }
        } else {
            snapshot = stored(idOrName);
        }
        String problem = problem(snapshot);
        while (problem != null && !exists(snapshot.id())) { // it was sealed anew while we looked, or removed
            snapshot = stored(idOrName);
            problem = problem(snapshot);
        }
        progress.update("reading snapshot", 1, 1);
        return problem == null ? List.of() : List.of(problem);
    }

    private @Nullable String problem(StoredSnapshot snapshot) {
        return new CheckpointCheck(reader(snapshot.id())).problem(snapshot.manifest());
    }

    /** Reads the files of a snapshot. */
    CheckpointReader reader(String id) {
        return new CheckpointReader(storage, sealing, file -> Names.inSnapshot(id, file));
    }
}
