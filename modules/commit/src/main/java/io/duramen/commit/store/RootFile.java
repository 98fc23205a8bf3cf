// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** The file {@code ROOT}, which is only ever replaced whole. */
final class RootFile {
    private final Storage storage;
    private final RootCodec codec;
    private final ManifestFiles files;

    RootFile(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.codec = new RootCodec(sealing);
        this.files = new ManifestFiles(storage);
    }

    /**
     * Reads the file.
     *
     * @return what it says, or {@code null} if there is none
     * @throws DamagedException if it is not as it was written
     */
    @Nullable
    RootRecord read() throws DamagedException {
        StoredManifest stored = StoredManifest.read(storage, Names.ROOT);
        return stored == null ? null : codec.decode(storage.describe(Names.ROOT), stored.bytes());
    }

    /**
     * Replaces the file: {@code WRITE_TEMPORARY}, {@code FORCE_TEMPORARY} and {@code RENAME} of a {@code STRICT} commit. If one
     * of them fails, the old file is there, and the temporary one goes as far as that is possible.
     */
    void replace(RootRecord next) {
        try {
            files.prepare(Names.ROOT, new StoredManifest(codec.encode(next)));
            files.publish(Names.ROOT);
        } catch (RuntimeException e) {
            removeTemporary(e);
            throw e;
        }
    }

    private void removeTemporary(RuntimeException cause) {
        try {
            if (storage.exists(Names.ROOT + Names.TEMPORARY)) {
                storage.delete(Names.ROOT + Names.TEMPORARY);
                storage.syncDirectory("");
            }
        } catch (StorageException e) {
            cause.addSuppressed(e); // the next open removes it
        }
    }
}
