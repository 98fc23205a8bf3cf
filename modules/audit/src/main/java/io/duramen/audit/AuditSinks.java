// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.audit.builtin.LinesSink;
import io.duramen.audit.builtin.SystemLoggerSink;
import io.duramen.audit.spi.AuditSink;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.base.Provider;
import io.duramen.base.Providers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds sinks. */
public final class AuditSinks {
    private AuditSinks() {}

    /**
     * Makes the sink that writes to the {@link System.Logger} {@code io.duramen.audit}: entries at level DEBUG, alerts at
     * WARNING, each on one line.
     *
     * @return the sink
     */
    public static AuditSink systemLogger() {
        return new SystemLoggerSink("io.duramen.audit");
    }

    /**
     * Makes the sink that adds entries and alerts to a file, each as a JSON object on one line. The file is made for its
     * owner alone (mode 0600 where there are modes), and refused if others may read or write it. Lines are given to the
     * operating system at once and not forced to the device.
     *
     * @param file the file; its directory must exist
     * @return the sink
     * @throws io.duramen.storage.StorageException if it cannot be made or opened, or is open to others
     */
    public static AuditSink jsonLines(Path file) {
        return LinesSink.at(file);
    }

    /**
     * Returns the provider of a name.
     *
     * @param name the name, for instance {@code json-lines}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<AuditSinkProvider> named(String name) {
        return Providers.<AuditSinkProvider>named(loader(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<AuditSinkProvider> all() {
        return Providers.<AuditSinkProvider>all(loader());
    }

    /** One sink of each provider that does not want to be named. */
    static List<AuditSink> defaults() {
        return all().stream()
                .filter(provider -> provider.priority() >= 0)
                .filter(Provider::isAvailable)
                .map(provider -> provider.open(Map.of()))
                .toList();
    }

    private static ServiceLoader<AuditSinkProvider> loader() {
        return ServiceLoader.load(AuditSinkProvider.class, AuditSinkProvider.class.getClassLoader());
    }
}
