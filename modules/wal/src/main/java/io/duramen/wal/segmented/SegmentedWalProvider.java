// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Feature;
import io.duramen.crypto.KeyUse;
import io.duramen.storage.Storage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.WalCapability;
import io.duramen.wal.spi.WalProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The segmented log, the default backend. */
public final class SegmentedWalProvider implements WalProvider {

    /** Creates the provider. */
    public SegmentedWalProvider() {}

    @Override
    public String name() {
        return "segmented";
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
                Feature.supported("append"),
                Feature.supported("group-commit"),
                Feature.supported("sealed"),
                Feature.supported("read-only-open"),
                Feature.supported("full-durability"));
    }

    @Override
    public Set<WalCapability> capabilities() {
        return EnumSet.allOf(WalCapability.class);
    }

    @Override
    public WriteAheadLog create(Storage storage, WalOptions options) {
        return new LogCreation(storage, options).run();
    }

    @Override
    public WriteAheadLog open(Storage storage, WalOptions options) {
        return new LogOpening(storage, options).run();
    }

    @Override
    public ReadableLog openReadOnly(Storage storage, WalOptions options) {
        return new LogOpening(storage, options).readOnly();
    }

    @Override
    public KeyUse keyUse(Storage storage, WalOptions options) {
        return LogKeys.count(storage, LogKeys.epochs(storage, options.sealing()));
    }
}
