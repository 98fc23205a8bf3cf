// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreDamagedException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes the directories of snapshots. A directory is a snapshot from the moment its descriptor is renamed into
 * place, after everything else in it is durable, and until the descriptor is deleted, before anything else is.
 */
final class SnapshotWriter {
    private final Storage storage;
    private final @Nullable Sealing sealing;
    private final SnapshotCodec codec;

    SnapshotWriter(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.sealing = sealing;
        this.codec = new SnapshotCodec(storage.describe(""), sealing);
    }

    /** Makes a snapshot of a checkpoint, whose files nobody removes meanwhile. */
    void write(SnapshotDescriptor descriptor, Generation checkpoint) {
        begin(descriptor.id());
        for (CheckpointFile file : checkpoint.manifest().files()) {
            linkOrCopy(file, Names.inSnapshot(descriptor.id(), file));
        }
        finish(descriptor, checkpoint.stored().bytes());
    }

    /** Makes the directory, which is no snapshot yet. */
    void begin(String id) {
        if (!storage.exists(Names.SNAPSHOTS)) {
            storage.createDirectory(Names.SNAPSHOTS);
            storage.syncDirectory("");
        }
        storage.createDirectory(Names.snapshot(id));
        storage.syncDirectory(Names.SNAPSHOTS);
    }

    /** Makes it a snapshot, when its files are durable but for their names. */
    void finish(SnapshotDescriptor descriptor, byte[] manifest) {
        String directory = Names.snapshot(descriptor.id());
        write(directory + "/" + Names.MANIFEST, manifest);
        String name = StoredSnapshots.descriptor(descriptor.id());
        write(name + Names.TEMPORARY, codec.encode(descriptor));
        storage.syncDirectory(directory);
        storage.rename(name + Names.TEMPORARY, name);
        storage.syncDirectory(directory);
    }

    private void write(String name, byte[] bytes) {
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
            file.force(true);
        }
    }

    private void linkOrCopy(CheckpointFile file, String name) {
        try {
            storage.link(file.name(), name);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NO_SPACE) {
                throw e;
            }
            if (storage.exists(name)) {
                storage.delete(name); // what a link that failed may have left
            }
            copy(file, name);
        }
    }

    private void copy(CheckpointFile file, String name) {
        FileDigest digest = new FileDigest(sealing);
        try (StorageFile from = storage.open(file.name(), OpenMode.READ);
                StorageFile to = storage.open(name, OpenMode.CREATE_NEW)) {
            ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
            for (long at = 0; from.readFully(buffer.clear(), at) > 0; ) {
                buffer.flip();
                digest.update(buffer.array(), 0, buffer.limit());
                int length = buffer.remaining();
                to.writeFully(buffer, at);
                at += length;
            }
            to.force(true);
        }
        Digest32 found = digest.finish();
        if (!found.equals(file.sha256())) {
            throw new StoreDamagedException(
                    storage.describe(""),
                    List.of(storage.describe(file.name()) + ": expected a digest of " + file.sha256() + ", found "
                            + found));
        }
    }

    /** Removes a snapshot: first what makes it one, durably, then the rest. */
    void delete(String id) {
        storage.delete(StoredSnapshots.descriptor(id));
        storage.syncDirectory(Names.snapshot(id));
        new SnapshotTidying(storage).remove(id);
    }
}
