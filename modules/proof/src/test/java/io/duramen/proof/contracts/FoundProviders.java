// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.audit.AuditDetectors;
import io.duramen.audit.AuditSinks;
import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.base.Provider;
import io.duramen.clock.CpuClocks;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.commit.StateStores;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.storage.Storages;
import io.duramen.storage.spi.StorageExtras;
import io.duramen.views.KeyCodecs;
import io.duramen.views.ValueCodecs;
import io.duramen.views.spi.KeyCodecProvider;
import io.duramen.views.spi.ValueCodecProvider;
import io.duramen.wal.WalProviders;
import io.duramen.wal.spi.WalProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the finders find, for the classes that hold each of it to its contract. */
final class FoundProviders {

    /** Every service interface with its finder; one that is missing here fails {@link NoProviderSlipsInTest}. */
    static final Map<Class<?>, Supplier<List<? extends Provider>>> FINDERS = Map.of(
            WalProvider.class, WalProviders::all,
            StateStoreProvider.class, StateStores::all,
            KeyDerivation.class, KeyDerivations::all,
            SecretMemoryProvider.class, SecretMemories::all,
            CpuClockProvider.class, CpuClocks::all,
            StorageExtras.class, Storages::allExtras,
            AuditDetectorProvider.class, AuditDetectors::all,
            AuditSinkProvider.class, AuditSinks::all,
            KeyCodecProvider.class, KeyCodecs::all,
            ValueCodecProvider.class, ValueCodecs::all);

    private FoundProviders() {}

    static List<WalProvider> logs() {
        return available(WalProviders.all());
    }

    static List<StateStoreProvider> stores() {
        return available(StateStores.all());
    }

    static List<KeyDerivation> keyDerivations() {
        return available(KeyDerivations.all());
    }

    static List<SecretMemoryProvider> secretMemories() {
        return available(SecretMemories.all());
    }

    static List<CpuClockProvider> cpuClocks() {
        return available(CpuClocks.all());
    }

    static List<StorageExtras> storageExtras() {
        return available(Storages.allExtras());
    }

    static List<AuditDetectorProvider> auditDetectors() {
        return available(AuditDetectors.all());
    }

    static List<AuditSinkProvider> auditSinks() {
        return available(AuditSinks.all());
    }

    static List<KeyCodecProvider> keyCodecs() {
        return available(KeyCodecs.all());
    }

    static List<ValueCodecProvider> valueCodecs() {
        return available(ValueCodecs.all());
    }

    private static <P extends Provider> List<P> available(List<P> found) {
        return found.stream().filter(Provider::isAvailable).toList();
    }
}
