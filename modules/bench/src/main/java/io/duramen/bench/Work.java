// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

/** What can be measured of a subject. */
public enum Work {
    /** Durable appends by one or many threads. */
    DURABLE,
    /** Appends by one thread that are only drained at the end. */
    BUFFERED,
    /** Reading everything back in a fresh JVM. */
    REPLAY,
    /** Opening after the writer was killed. */
    OPEN
}
