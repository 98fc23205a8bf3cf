// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.storage.spi.StorageExtras;
import io.duramen.views.spi.KeyCodecProvider;
import io.duramen.views.spi.ValueCodecProvider;
import io.duramen.wal.spi.WalProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The application as an OSGi component: the container injects every provider that is registered as a service. Itself it is a
 * service that takes an empty directory and returns what {@link LoadingMain} would print.
 */
public final class LoadingComponent implements Function<Path, List<String>> {
    private final Loading loading;

    /**
     * Called by the container, as {@code OSGI-INF/loading.xml} says.
     *
     * @param clocks all clocks
     * @param extras all storage extras
     * @param memories all secret memories
     * @param derivations all key derivations
     * @param logs all log backends
     * @param stores all stores
     * @param detectors all detectors of audit trails
     * @param sinks all sinks of audit trails
     * @param keys all codecs of keys
     * @param values all codecs of values
     */
    public LoadingComponent(
            List<CpuClockProvider> clocks,
            List<StorageExtras> extras,
            List<SecretMemoryProvider> memories,
            List<KeyDerivation> derivations,
            List<WalProvider> logs,
            List<StateStoreProvider> stores,
            List<AuditDetectorProvider> detectors,
            List<AuditSinkProvider> sinks,
            List<KeyCodecProvider> keys,
            List<ValueCodecProvider> values) {
        this.loading = new Loading(clocks, extras, memories, derivations, logs, stores, detectors, sinks, keys, values);
    }

    @Override
    public List<String> apply(Path directory) {
        List<String> lines = new ArrayList<>();
        loading.run(directory, lines::add);
        return lines;
    }
}
