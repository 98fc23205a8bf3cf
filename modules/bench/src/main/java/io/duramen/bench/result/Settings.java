// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * How long was measured.
 *
 * @param rounds rounds
 * @param warmupSeconds seconds before each durable measurement
 * @param seconds seconds of each durable measurement
 * @param records records buffered, replayed and opened
 */
public record Settings(int rounds, double warmupSeconds, double seconds, long records) {

    /** These, with the times of the durable measurements of others. */
    Settings durableAs(Settings other) {
        return new Settings(rounds, other.warmupSeconds, other.seconds, records);
    }
}
