// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

/**
 * How much is done for one figure.
 *
 * @param seconds how long, where time decides
 * @param records how many records, where it does not; at least 1000
 */
public record Effort(double seconds, int records) {

    /** Checks the numbers. */
    public Effort {
        if (records < 1000 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "expected 1000 records and some time at least, found " + records + " records, " + seconds + " s");
        }
    }
}
