// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

/** What a processor time is worth. */
public enum Quality {
    /** As the system counted it for this thread. */
    EXACT,
    /** The thread used at most this; how much less is unknown. */
    UPPER_BOUND,
    /** Nothing is known. Never to be taken for "little". */
    UNKNOWN
}
