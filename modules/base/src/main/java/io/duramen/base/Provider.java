// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import java.util.List;

/**
 * A replaceable implementation of one of Duramen's service interfaces.
 *
 * <p>Of the providers that are {@linkplain #isAvailable available}, the one with the highest {@link #priority} is taken
 * unless the caller names or passes another. A public no-argument constructor that does nothing lets
 * {@link java.util.ServiceLoader} and OSGi make one anywhere; native code is touched by {@code isAvailable} at the earliest.
 *
 * <p><b>Thread safety:</b> providers are safe for use from any thread.
 */
public interface Provider {

    /** The priority of an implementation in plain Java, always there. */
    int BUILT_IN = 0;

    /** The priority of an implementation that calls the operating system through JNA. */
    int NATIVE = 10;

    /** The priority of an implementation that is taken only when named. */
    int BY_NAME = -1;

    /**
     * Returns the name by which users choose and reports show this provider.
     *
     * @return lower-case words joined by hyphens, unique among the providers of one interface
     */
    String name();

    /**
     * Returns this provider's rank.
     *
     * @return {@link #BUILT_IN}, {@link #NATIVE}, 20 for a future foreign-function provider; negative if it is taken only
     *     when named
     */
    int priority();

    /**
     * Tells whether this provider works here.
     *
     * @return {@code true} if it does; the reason why not stands in {@link #probe}
     */
    boolean isAvailable();

    /**
     * Finds out what this provider can do here. May take some tens of milliseconds; never throws for a missing feature.
     *
     * @return its features, each with the reason and the remedy if something is missing
     */
    List<Feature> probe();
}
