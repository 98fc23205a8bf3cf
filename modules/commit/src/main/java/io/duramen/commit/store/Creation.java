// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.UUID;

/**
 * Makes a store: an empty log, then the manifest of an empty state. The rename of the manifest is the moment from which there
 * is a store; what a crash leaves before it is completed by the next creation and refused by an open.
 */
final class Creation {
    private final Storage storage;
    private final WalOptions options;
    private final FirstState first;

    /** A store that begins empty. */
    Creation(Storage storage, StoreOptions options) {
        this.storage = storage;
        this.options = options.wal();
        this.first = this::empty;
    }

    Creation(Storage storage, StoreOptions options, FirstState first) {
        this.storage = storage;
        this.options = options.wal();
        this.first = first;
    }

    /** Makes the files of the store. Returns its log, open and locked. */
    WriteAheadLog run() {
        StorePresence presence = new StorePresence(storage, options);
        WriteAheadLog log = presence.checkFree()
                ? WriteAheadLog.open(storage, options) // left by a creation that was interrupted
                : WriteAheadLog.create(storage, options);
        try {
            if (presence.hasManifest() || log.durableLsn() > 0) {
                throw new StoreExistsException(storage.describe(""), "somebody else has just created a store");
            }
            writeManifests(log);
            return log;
        } catch (RuntimeException | Error e) {
            Opening.closeQuietly(log, e);
            throw e;
        }
    }

    private void writeManifests(WriteAheadLog log) {
        new Tidying(storage).removeTemporary();
        if (!storage.exists(Names.CHECKPOINTS)) {
            storage.createDirectory(Names.CHECKPOINTS);
        }
        storage.syncDirectory("");
        Manifest manifest = first.write(log.logId());
        var stored = new StoredManifest(new ManifestCodec(storage.describe(""), options.sealing()).encode(manifest));
        ManifestFiles files = new ManifestFiles(storage);
        files.prepare(Names.MANIFEST_PREVIOUS, stored);
        files.prepare(Names.MANIFEST, stored);
        files.publish(Names.MANIFEST);
        files.publish(Names.MANIFEST_PREVIOUS);
        RestoreMark.complete(log, manifest);
    }

    private Manifest empty(UUID storeId) {
        byte[] salt = new byte[MerkleMap.SALT_BYTES];
        options.random().nextBytes(salt);
        return new Manifest(
                storeId,
                Digest32.of(salt),
                0,
                0,
                MerkleMap.empty(salt).root(),
                0,
                0,
                Manifest.Keyring.of(options.sealing()),
                Digest32.ZERO,
                List.of());
    }
}
