// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

/**
 * What a verifier found.
 *
 * @param first the first number recovered
 * @param last the last one; one less than {@code first} if there is none
 * @param unproven how many of them were whole but not proven durable, and written again
 * @param tornBytes how many bytes of a write that never finished were left behind
 */
public record CrashRange(long first, long last, long unproven, long tornBytes) {

    static final CrashRange NOTHING = new CrashRange(1, 0, 0, 0);

    /** Returns the line that is printed: {@code RANGE first last}. */
    @Override
    public String toString() {
        return "RANGE " + first + " " + last;
    }
}
