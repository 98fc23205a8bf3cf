// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * Chooses among providers. The finder of each service interface builds on this; applications use those finders.
 */
public final class Providers {
    private Providers() {}

    /**
     * Returns the available provider with the highest priority that is not negative.
     *
     * @param candidates the providers to choose from, for instance a {@link java.util.ServiceLoader}; one that cannot be
     *     loaded is passed over
     * @param <P> the provider type
     * @return the best provider, the first listed among equals, or empty if none is available
     */
    public static <P extends Provider> Optional<P> best(Iterable<? extends P> candidates) {
        return Providers.<P>all(candidates).stream()
                .filter(p -> p.priority() >= 0)
                .filter(Provider::isAvailable)
                .findFirst();
    }

    /**
     * Returns the provider of a name, available or not.
     *
     * @param candidates the providers to choose from
     * @param name the name asked for
     * @param <P> the provider type
     * @return the provider, or empty if none has that name
     */
    public static <P extends Provider> Optional<P> named(Iterable<? extends P> candidates, String name) {
        return Providers.<P>all(candidates).stream()
                .filter(p -> p.name().equals(name))
                .findFirst();
    }

    /**
     * Returns every provider that can be loaded, highest priority first.
     *
     * @param candidates the providers
     * @param <P> the provider type
     * @return the providers, available or not, in a new list
     */
    public static <P extends Provider> List<P> all(Iterable<? extends P> candidates) {
        List<P> found = new ArrayList<>();
        Iterator<? extends P> iterator = candidates.iterator();
        while (true) {
            try {
                if (!iterator.hasNext()) {
                    break;
                }
                found.add(iterator.next());
            } catch (ServiceConfigurationError broken) {
                // A provider made for another system or release must not hide the ones that work.
                System.getLogger("io.duramen").log(System.Logger.Level.DEBUG, "provider passed over", broken);
            }
        }
        found.sort(Comparator.comparingInt(Provider::priority).reversed());
        return found;
    }
}
