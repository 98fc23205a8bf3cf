// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/**
 * A process that was killed and what was found after it.
 *
 * @param number from 1
 * @param store the number of its directory, from 1
 * @param point the point's name, or {@link #RANDOM}
 * @param seed what chance in it followed from
 * @param pid the process
 * @param exit its exit code
 * @param acknowledged the last step acknowledged by it or found before it
 * @param tried the last step begun
 * @param found the step the store stands at
 * @param acknowledgements how many steps this process acknowledged
 * @param openMicros how long this process took to open the store; -1 if it died before
 */
record KillRun(
        int number,
        int store,
        String point,
        long seed,
        long pid,
        int exit,
        long acknowledged,
        long tried,
        long found,
        int acknowledgements,
        long openMicros) {

    /** What stands in the place of a point where a process was killed at a random moment. */
    static final String RANDOM = "RANDOM";

    /** The exit code of a process that died of SIGKILL; where there are no signals, of one that was terminated. */
    static final int KILLED = java.io.File.separatorChar == '\\' ? 1 : 128 + 9;
}
