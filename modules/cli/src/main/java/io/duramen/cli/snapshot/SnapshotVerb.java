// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Stores;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** A verb that looks at the snapshots of a store without its lock. */
abstract class SnapshotVerb extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    SnapshotVerb(Streams streams) {
        super(streams);
    }

    /** The store. */
    abstract Path directory();

    /** Does the verb's work; returns the exit code. */
    abstract int run(SnapshotCatalog snapshots);

    @Override
    public Integer call() {
        NioStorage storage = NioStorage.at(directory());
        if (!storage.exists("MANIFEST") && !storage.exists("MANIFEST.prev")) {
            throw new StoreMissingException(storage.describe(""), "no MANIFEST");
        }
        try (Keyring keyring = new Stores(streams(), opening).keyring(storage, false)) {
            StoreOptions options = StoreOptions.builder()
                    .sealing(keyring)
                    .anchor(Anchor.none())
                    .build();
            return run(StateStore.snapshots(storage, options));
        }
    }
}
