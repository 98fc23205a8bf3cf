// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Processor time of transactions: who burns more than he may, found in the moment he ends and at next to no cost for the rest.
 *
 * <p>Start with {@link io.duramen.sentinel.Sentinel}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.sentinel {
    requires transitive io.duramen.clock;
    requires static jdk.jfr; // a JVM without a flight recorder runs the sentinel all the same
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.sentinel;
}
