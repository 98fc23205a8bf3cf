// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something the log or the store is to reach, measured in one run. */
public interface Goal {

    /**
     * Returns the short name used on the command line and in results.
     *
     * @return lower case, words joined by hyphens
     */
    String name();

    /**
     * Returns the flags its JVM needs.
     *
     * @return flags, usually none
     */
    default List<String> jvmFlags() {
        return List.of();
    }

    /**
     * Makes what all rounds measure, in a JVM of its own.
     *
     * @param directory an empty directory, which {@link #measure} is given afterwards
     * @param effort how much
     * @throws Exception if the log or the file system does
     */
    default void prepare(Path directory, Effort effort) throws Exception {}

    /**
     * Tells whether {@link #prepare} does anything. If not, each round has an empty directory.
     *
     * @return whether
     */
    default boolean isPrepared() {
        return false;
    }

    /**
     * Measures once.
     *
     * @param directory an empty directory, or what was prepared and perhaps measured before
     * @param effort how much to do for it
     * @return the figures by their names, which carry the unit
     * @throws Exception if the log or the file system does
     */
    Map<String, Double> measure(Path directory, Effort effort) throws Exception;
}
