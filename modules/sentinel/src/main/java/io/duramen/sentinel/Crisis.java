// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which too much was burned. While it lasts, every transaction is measured precisely.
 *
 * @param cause which limit was reached
 * @param kind who reached it: of the last burst, or with the largest share
 * @param began when
 * @param bursts how many there were in the window before
 * @param share which part of all processors the warned kinds burned in the last full window, 0 to 1
 * @param violation the burst that reached the limit; {@code null} if the share did
 */
public record Crisis(
        Cause cause,
        String kind,
        Instant began,
        int bursts,
        double share,
        @Nullable Violation violation) {

    /** Which limit was reached. Nothing but processor time begins a crisis: the number of transactions never does. */
    public enum Cause {
        /** Bursts came too often. */
        BURSTS,
        /** The kinds that were warned burned too much. */
        CPU_SHARE
    }
}
