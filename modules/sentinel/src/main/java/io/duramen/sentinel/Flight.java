// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/** What the flight recorder is told, where there is one. */
interface Flight {
    /** Nobody records. */
    Flight NONE = new Flight() {};

    default void violation(Violation violation) {}

    default void crisisBegan(Crisis crisis) {}

    default void crisisEnded(Crisis crisis) {}
}
