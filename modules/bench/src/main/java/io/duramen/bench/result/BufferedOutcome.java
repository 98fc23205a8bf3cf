// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * What one JVM measured of buffered appends by one thread.
 *
 * @param appends how many
 * @param seconds until the last append returned
 * @param drainedSeconds until the drain after it returned as well
 */
public record BufferedOutcome(long appends, double seconds, double drainedSeconds) {}
