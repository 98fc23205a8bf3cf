// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/** How much of a log is verified before it is open. Whatever is read later is verified when it is read, in any case. */
public enum OpenCheck {
    /** The default. Every byte that counts is verified: once the log is open, no damage is waiting in it. */
    EVERYTHING,
    /**
     * Of segments that are complete, only the frames' headers are verified: that they follow each other up to the place the
     * next segment links to, or in the last one up to the mark of an orderly close. Damage to their records shows when they
     * are read, as a {@link CorruptLogException}. The last segment of a log that was not closed in order is verified as
     * always, and so is the whole of a sealed log. For programs that replay the log right after opening it, which then
     * verifies each record once instead of twice.
     */
    FRAME_HEADERS
}
