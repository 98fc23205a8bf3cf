// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/** How a kind of transaction stands after its bursts. */
public enum Standing {
    /** Nothing is held against it. */
    NORMAL,
    /** It burst once; for a term, all its transactions are measured precisely. */
    WARNED,
    /** It burst again within the term, which was begun again at twice its length. */
    EXTENDED,
    /** It burst too often; its transactions are refused until the ban ends. */
    BANNED
}
