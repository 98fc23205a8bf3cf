// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/**
 * What a {@link CrashRunner} did without finding anything wrong.
 *
 * @param operations the operations of the longest run, each of which was crashed in
 * @param states the states a crash of the program left, each verified
 * @param recoveryCrashes the crashes inside verifications, each followed by another one
 * @param verifications how often the verifier ran, interrupted runs included
 */
public record CrashReport(long operations, long states, long recoveryCrashes, long verifications) {

    /** Returns the figures as a sentence. */
    @Override
    public String toString() {
        return "crashed in every one of " + operations + " operations and after the last: " + states + " states, "
                + recoveryCrashes + " crashes inside recovery, " + verifications + " verifications, 0 violations";
    }
}
