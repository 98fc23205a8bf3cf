// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Pace;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Seals a snapshot anew: another one of the same name, time and content, whose files, manifest and descriptor are all written
 * under keys of now, takes its place. It is durable and was read back, root and all, before the old one goes. A crash in between
 * leaves both, and whoever goes on finds the new one and removes the old.
 */
final class SnapshotResealing {
    private final Storage storage;
    private final Sealing sealing;
    private final UUID storeId;
    private final Checkpoints checkpoints;
    private final Supplier<String> freeId;
    private final StoredSnapshots stored;
    private final SnapshotWriter writer;

    /** @param freeId draws an identity that no snapshot has */
    SnapshotResealing(
            Storage storage, Sealing sealing, UUID storeId, Checkpoints checkpoints, Supplier<String> freeId) {
        this.storage = storage;
        this.sealing = sealing;
        this.storeId = storeId;
        this.checkpoints = checkpoints;
        this.freeId = freeId;
        this.stored = new StoredSnapshots(storage, sealing);
        this.writer = new SnapshotWriter(storage, sealing);
    }

    /**
     * Seals a snapshot anew.
     *
     * @param isFresh tells whether every file of one is under a key of now
     * @param pace told how many bytes will be written, before they are; returns when they may be
     * @return how many bytes were written, at least 1; 0 if it stays, because it is damaged, or is gone
     */
    long run(String id, java.util.function.Predicate<String> isFresh, LongConsumer pace) {
        StoredSnapshot old;
        try {
            old = stored.read(id).orElse(null);
        } catch (DamagedException damaged) {
            return 0; // whoever counts finds it
        }
        if (old == null) {
            return 0;
        }
        for (StoredSnapshot other : stored.sound(new ArrayList<>())) {
            if (isSame(old, other) && isFresh.test(other.id())) {
                checkpoints.whileResting(() -> replace(old));
                return 1;
            }
        }
        return copied(old, pace);
    }

    private static boolean isSame(StoredSnapshot old, StoredSnapshot other) {
        return !other.id().equals(old.id())
                && other.descriptor().name().equals(old.descriptor().name())
                && other.descriptor().micros() == old.descriptor().micros()
                && other.manifest().root().equals(old.manifest().root())
                && other.manifest().lsn() == old.manifest().lsn();
    }

    private long copied(StoredSnapshot old, LongConsumer pace) {
        String id = freeId.get();
        try {
            writer.begin(id);
            List<CheckpointFile> files = new ArrayList<>();
            for (CheckpointFile file : old.manifest().files()) {
                files.add(copy(file, Names.inSnapshot(old.id(), file), Names.inSnapshot(id, file), pace));
            }
            Manifest manifest = old.manifest().sealedIn(files, Manifest.Keyring.of(sealing));
            String problem = new CheckpointCheck(stored.reader(id)).problem(manifest);
            if (problem != null) {
                giveUp(id);
                return 0;
            }
            checkpoints.whileResting(() -> publish(old, id, manifest));
            return Math.max(1, files.stream().mapToLong(CheckpointFile::length).sum());
        } catch (StorageException e) {
            giveUp(id);
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return 0; // it was removed meanwhile
            }
            throw e;
        }
    }

    private CheckpointFile copy(CheckpointFile file, String from, String to, LongConsumer pace) {
        String context = CheckpointLayout.context(file.kind(), storeId, file.generation());
        FileDigest digest = new FileDigest(sealing);
        try (StorageFile source = storage.open(from, OpenMode.READ);
                StorageFile target = storage.open(to, OpenMode.CREATE_NEW)) {
            StorageOutput written = new StorageOutput(target);
            try (InputStream in = sealing.openStream(context, new StorageInput(source));
                    OutputStream out =
                            sealing.sealStream(context, digest.of(new PacedOutput(written, Pace.telling(pace))))) {
                in.transferTo(out);
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.IO, "copy", storage.describe(from), String.valueOf(e.getMessage()), e);
            }
            target.force(true);
            return new CheckpointFile(file.kind(), file.generation(), written.length(), digest.finish());
        }
    }

    /** One that was removed meanwhile does not come back. */
    private boolean publish(StoredSnapshot old, String id, Manifest manifest) {
        if (!stored.exists(old.id())) {
            giveUp(id);
            return false;
        }
        byte[] bytes = new ManifestCodec(storage.describe(""), sealing).encode(manifest);
        SnapshotDescriptor was = old.descriptor();
        writer.finish(
                new SnapshotDescriptor(
                        was.storeId(),
                        id,
                        was.micros(),
                        Manifest.Keyring.of(sealing),
                        new StoredManifest(bytes).sha256(),
                        was.name()),
                bytes);
        return replace(old);
    }

    private boolean replace(StoredSnapshot old) {
        boolean there = stored.exists(old.id());
        if (there) {
            writer.delete(old.id());
        }
        return there;
    }

    private void giveUp(String id) {
        try {
            if (stored.ids().contains(id) && !stored.exists(id)) {
                new SnapshotTidying(storage).remove(id);
            }
        } catch (StorageException e) {
            // the next open removes it
        }
    }
}
