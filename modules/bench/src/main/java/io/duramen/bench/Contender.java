// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.util.List;

/** Whatever is measured beside others: what it is called, what stands behind it, and what its JVM needs. */
public interface Contender {

    /**
     * Returns the short name used on the command line and in results.
     *
     * @return lower case, words joined by hyphens
     */
    String name();

    /**
     * Returns what a reader of the results sees.
     *
     * @return product and configuration
     */
    String title();

    /**
     * Returns what it is in the comparison.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Returns the version of the library.
     *
     * @return the version, empty for what is written here
     */
    default String version() {
        return "";
    }

    /**
     * Returns the flags its JVM needs; no other's JVM gets them.
     *
     * @return flags, usually none
     */
    default List<String> jvmFlags() {
        return List.of();
    }
}
