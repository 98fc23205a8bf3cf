// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.SnapshotExistsException;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.Snapshots;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The snapshots of an open store: made and removed where its checkpoints are, one at a time. */
final class JournalSnapshots implements Snapshots {
    private final Storage storage;
    private final StoreOptions options;
    private final Checkpoints checkpoints;
    private final CheckpointRunner runner;
    private final StoredSnapshots stored;
    private final SnapshotWriter writer;

    JournalSnapshots(Storage storage, StoreOptions options, Checkpoints checkpoints, CheckpointRunner runner) {
        this.storage = storage;
        this.options = options;
        this.checkpoints = checkpoints;
        this.runner = runner;
        this.stored = new StoredSnapshots(storage, options.sealing());
        this.writer = new SnapshotWriter(storage, options.sealing());
    }

    @Override
    public SnapshotInfo create(String name) {
        checkName(name);
        return runner.call(() -> checkpoints.whileResting(() -> {
            for (StoredSnapshot other : stored.sound(new ArrayList<>())) {
                if (other.is(name)) {
                    throw new SnapshotExistsException(storage.describe(""), name, other.id());
                }
            }
            checkpoints.write();
            return create(name, checkpoints.newestGeneration());
        }));
    }

    private static void checkName(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > MAX_NAME_BYTES || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a snapshot's name has 1 to " + MAX_NAME_BYTES + " bytes and no control characters");
        }
    }

    private SnapshotInfo create(String name, Generation checkpoint) {
        SnapshotDescriptor descriptor = new SnapshotDescriptor(
                checkpoint.manifest().storeId(),
                freeId(),
                ChronoUnit.MICROS.between(Instant.EPOCH, options.wal().clock().instant()),
                Manifest.Keyring.of(options.sealing()),
                checkpoint.stored().sha256(),
                name);
        try {
            writer.write(descriptor, checkpoint);
        } catch (StorageException e) {
            removeUnfinished(descriptor.id(), e);
            if (e.kind() == StorageException.Kind.NO_SPACE) {
                throw new StoreFullException(storage.describe(""), "snapshot '" + name + "'", e);
            }
            throw e;
        }
        return new StoredSnapshot(descriptor, checkpoint.manifest()).info();
    }

    /** An identity is drawn, not counted, so that none is given again when the last snapshot was deleted. */
    String freeId() {
        List<String> taken = stored.ids();
        while (true) {
            String id = String.format("%016x", options.wal().random().nextLong());
            if (!taken.contains(id)) {
                return id;
            }
        }
    }

    /** Gives back what the attempt took, unless it became a snapshot all the same; the next open removes what is left. */
    private void removeUnfinished(String id, StorageException cause) {
        try {
            if (stored.ids().contains(id) && !stored.exists(id)) {
                new SnapshotTidying(storage).remove(id);
            }
        } catch (StorageException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void delete(String idOrName) {
        runner.call(() -> checkpoints.whileResting(() -> {
            checkpoints.checkOpen();
            boolean isId = stored.ids().contains(idOrName) && stored.exists(idOrName);
            writer.delete(isId ? idOrName : stored.stored(idOrName).id());
            return idOrName;
        }));
    }

    @Override
    public List<SnapshotInfo> list() {
        return stored.list();
    }

    @Override
    public List<String> problems() {
        return stored.problems();
    }

    @Override
    public SnapshotInfo find(String idOrName) {
        return stored.find(idOrName);
    }

    @Override
    public List<String> verify(String idOrName, Progress progress) {
        return stored.verify(idOrName, progress);
    }
}
