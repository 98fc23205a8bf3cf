// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.audit.builtin.RepeatedFailures;
import io.duramen.audit.spi.AuditDetector;
import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.base.Provider;
import io.duramen.base.Providers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds detectors. */
public final class AuditDetectors {
    private AuditDetectors() {}

    /**
     * Makes the built-in detector: one actor fails or is refused again and again. Its alert comes once for so many failures,
     * not with each one more. It remembers the last 4096 actors that failed.
     *
     * @param failures how many, at least 1
     * @param window within which time, by the entries' own times; more than zero
     * @return the detector
     */
    public static AuditDetector repeatedFailures(int failures, Duration window) {
        return new RepeatedFailures(failures, window);
    }

    /**
     * Returns the provider of a name.
     *
     * @param name the name, for instance {@code repeated-failures}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<AuditDetectorProvider> named(String name) {
        return Providers.<AuditDetectorProvider>named(loader(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<AuditDetectorProvider> all() {
        return Providers.<AuditDetectorProvider>all(loader());
    }

    /** One detector of each provider that does not want to be named. */
    static List<AuditDetector> defaults() {
        return all().stream()
                .filter(provider -> provider.priority() >= 0)
                .filter(Provider::isAvailable)
                .map(provider -> provider.open(Map.of()))
                .toList();
    }

    private static ServiceLoader<AuditDetectorProvider> loader() {
        return ServiceLoader.load(AuditDetectorProvider.class, AuditDetectorProvider.class.getClassLoader());
    }
}
