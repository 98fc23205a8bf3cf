// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Feature;
import io.duramen.commit.DurabilityRefusedException;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RestorePoint;
import io.duramen.commit.RestoreReport;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.KeyUse;
import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.WriteAheadLog;
import java.util.List;

/** Makes and opens the built-in store, in plain Java. */
public final class JournalStoreProvider implements StateStoreProvider {

    /** Creates the provider. */
    public JournalStoreProvider() {}

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(
                Feature.supported("atomic-commit", "one record and one shared sync a transaction"),
                Feature.supported("strict-mode", "ROOT replaced before each acknowledgement"),
                Feature.supported("merkle-proofs"),
                Feature.supported("read-only-open"),
                Feature.supported("safe-mode"),
                Feature.supported("rollback-anchor"));
    }

    @Override
    public StateStore create(Storage storage, StoreOptions options) {
        checkDurability(storage, options);
        StoreOptions anchored =
                options.toBuilder().wal(LogSideAnchor.options(options)).build();
        WriteAheadLog log = new Creation(storage, anchored).run();
        try {
            return new Opening(storage, options).run(() -> log);
        } catch (RuntimeException | Error e) {
            Opening.closeQuietly(log, e);
            throw e;
        }
    }

    @Override
    public StateStore open(Storage storage, StoreOptions options) {
        checkDurability(storage, options);
        return new Opening(storage, options).run(() -> WriteAheadLog.open(storage, LogSideAnchor.options(options)));
    }

    @Override
    public ReadableStore openReadOnly(Storage storage, StoreOptions options) {
        return new ReadOnlyOpening(storage, options).run();
    }

    @Override
    public SnapshotCatalog snapshots(Storage storage, StoreOptions options) {
        return new StoredSnapshots(storage, options.sealing());
    }

    @Override
    public KeyUse keyUse(Storage storage, StoreOptions options) {
        KeyUse log = WriteAheadLog.keyUse(storage, options.wal());
        return log.and(CheckpointKeys.count(storage, options.sealing()));
    }

    @Override
    public RestoreReport restore(
            Storage source, StoreOptions options, RestorePoint point, Storage target, StoreOptions targetOptions) {
        checkDurability(target, targetOptions);
        return new Restoration(source, options).run(point, target, targetOptions);
    }

    private static void checkDurability(Storage storage, StoreOptions options) {
        Durability durability = options.wal().durability();
        if (durability == Durability.NONE) {
            throw new DurabilityRefusedException(storage.describe(""), durability.name());
        }
        if (options.mode() == StoreMode.STRICT && durability != Durability.FULL) {
            throw new DurabilityRefusedException(storage.describe(""), options.mode(), durability.name());
        }
    }
}
