// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/** What is known of a transaction's processor time, from harmless to proven; the order is that of the constants. */
public enum Verdict {
    /** It used less than its threshold, whatever is not known. */
    CLEAN,
    /**
     * It may have used its threshold or not. In this way a short transaction is judged that was not measured from its very
     * start, and one on a thread whose time cannot be known. The next transactions of its thread are measured precisely.
     */
    SUSPECT,
    /** It used its threshold or more: a lower bound says so. */
    BURST
}
