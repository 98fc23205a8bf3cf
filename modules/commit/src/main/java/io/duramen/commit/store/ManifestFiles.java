// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreDamagedException;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.List;

/** Replaces a manifest in one step: a temporary file, forced, renamed, and the directory synced. */
final class ManifestFiles {
    private final Storage storage;

    ManifestFiles(Storage storage) {
        this.storage = storage;
    }

    /** Writes the temporary file of a manifest and forces it. */
    void prepare(String name, StoredManifest manifest) {
        try (StorageFile file = storage.open(name + Names.TEMPORARY, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(manifest.bytes()), 0);
            file.force(true);
        }
        if (!manifest.equals(StoredManifest.read(storage, name + Names.TEMPORARY))) {
            throw new StoreDamagedException(
                    storage.describe(""),
                    List.of(storage.describe(name + Names.TEMPORARY) + ": expected what was just written, found else"));
        }
    }

    /** Gives the temporary file its name, durably. */
    void publish(String name) {
        storage.rename(name + Names.TEMPORARY, name);
        storage.syncDirectory("");
    }
}
