// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

/** What a log backend can do beyond the core. */
public enum WalCapability {
    /** Records can be sealed; without it, options that ask for sealing are refused. */
    SEALED,
    /** Space below a checkpoint is given back by removing whole segments. */
    SEGMENTED,
    /** The log can be read without its lock while another process writes. */
    READ_ONLY_OPEN,
    /** A tail of a log opened so goes on with what that process appends. */
    READ_ONLY_TAIL,
    /** {@code FULL} durability is offered. */
    FULL_DURABILITY
}
