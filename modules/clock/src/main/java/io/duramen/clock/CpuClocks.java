// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

import io.duramen.base.Feature;
import io.duramen.base.Providers;
import io.duramen.clock.jdk.JdkCpuClockProvider;
import io.duramen.clock.spi.CpuClockProvider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Finds clocks. In OSGi, take the provider as a service instead: unless a mediator weaves it, this finder sees the built-in
 * one only.
 *
 * <pre>{@code
 * CpuClock clock = CpuClocks.best().open();
 * long start = clock.currentNanos();
 * work();
 * long used = CpuClock.elapsed(start, clock.currentNanos());
 * }</pre>
 */
public final class CpuClocks {
    private CpuClocks() {}

    /**
     * Returns the best provider that works here.
     *
     * @return the provider
     * @throws CpuClockException if none does, with the reason of each
     */
    public static CpuClockProvider best() {
        return best(all());
    }

    /**
     * Returns the provider of a name, whether it works here or not.
     *
     * @param name the provider's name, for instance {@code jdk}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<CpuClockProvider> named(String name) {
        return Providers.named(all(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, working here or not
     */
    public static List<CpuClockProvider> all() {
        List<CpuClockProvider> found =
                Providers.all(ServiceLoader.load(CpuClockProvider.class, CpuClockProvider.class.getClassLoader()));
        return found.isEmpty() ? List.of(new JdkCpuClockProvider()) : found;
    }

    static CpuClockProvider best(List<CpuClockProvider> candidates) {
        return Providers.<CpuClockProvider>best(candidates).orElseThrow(() -> noneOf(candidates));
    }

    private static CpuClockException noneOf(List<CpuClockProvider> candidates) {
        String reasons = candidates.stream()
                .map(p -> p.name() + ": "
                        + p.probe().stream()
                                .map(Feature::reason)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return new CpuClockException(
                CpuClockException.Kind.UNSUPPORTED,
                "any",
                "read processor time on " + System.getProperty("os.name"),
                reasons,
                "run duramen doctor to see what each provider needs",
                null);
    }
}
