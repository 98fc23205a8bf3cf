// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

/** Something that is done wrong to the log, many times, each time a little differently. */
interface Suite {

    /** One word to call it by. */
    String name();

    /** What is done and what must hold, in a sentence. */
    String what();

    /** How many cases a build runs, in the suite's own units; 0 if it is for the night only. */
    long build();

    /** How many cases the night runs. */
    long nightly();

    /**
     * Runs cases.
     *
     * @param cases at least so many
     * @param seed what everything random follows from
     * @param outcomes counts what comes of them, as it comes
     * @throws AssertionError at the first violation, with what replays it
     */
    void run(long cases, long seed, Outcomes outcomes);
}
