// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/** What to do where processor time cannot be known: on virtual threads, or below what a clock resolves. */
public enum Unmeasurable {
    /** Refuse the threshold when the sentinel is built, and the transaction when it starts. */
    REFUSE,
    /** Take wall time, which is never less, as an upper bound: what exceeds a threshold by it is suspect and never clean. */
    BOUND
}
