// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.storage.Storage;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A new store begins with the state of another, all of it set before its first transaction. */
final class RestoredState implements FirstState {
    private final Storage storage;
    private final StoreOptions options;
    private final MerkleMap map;
    private final long transactionId;

    RestoredState(Storage storage, StoreOptions options, MerkleMap map, long transactionId) {
        this.storage = storage;
        this.options = options;
        this.map = map;
        this.transactionId = transactionId;
    }

    @Override
    public Manifest write(UUID storeId) {
        new Tidying(storage).removeCheckpointsExcept(Set.of()); // of an attempt that was interrupted
        CheckpointFile base = new CheckpointWriter(storage, storeId, options.sealing()).restored(1, map);
        Manifest manifest = new Manifest(
                storeId,
                Digest32.of(map.salt()),
                1,
                0,
                map.root(),
                map.size(),
                transactionId,
                Manifest.Keyring.of(options.sealing()),
                Digest32.ZERO,
                List.of(base));
        String problem = new CheckpointCheck(new CheckpointReader(storage, options.sealing())).problem(manifest);
        if (problem != null) {
            throw new StoreDamagedException(storage.describe(""), List.of(problem));
        }
        return manifest;
    }
}
