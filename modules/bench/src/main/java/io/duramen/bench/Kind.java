// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

/** What a subject is in the comparison. */
public enum Kind {
    /** A bare way to reach the device; what no log can be much faster than when it syncs once an append. */
    FLOOR,
    /** A textbook log of a few lines, to show what the textbook costs. */
    REFERENCE,
    /** Our log. */
    DURAMEN,
    /** Somebody else's log. */
    PEER
}
