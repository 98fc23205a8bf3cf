// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/** What an acknowledged append has survived by the time it is acknowledged. The strictest that costs one sync is the default. */
public enum Durability {
    /**
     * Nothing: the record is in this process's memory and is written soon after. A crash of the process or the system may lose
     * it; what remains is still a gapless prefix. Choose it by name only for data that can be made again.
     */
    NONE,
    /** The default. The record was forced to the device together with its group. */
    WAL,
    /**
     * As {@code WAL}, and the number of the last durable record was forced to a second file before the acknowledgement, so that
     * even a tail that vanished without a trace is noticed. One more sync a group.
     */
    FULL
}
