// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of buffered appends.
 *
 * @param round which, from 1
 * @param subject who
 * @param place {@code disk} or {@code tmpfs}
 * @param bytes the size of a record
 * @param outcome what was measured
 */
public record BufferedRound(int round, String subject, String place, int bytes, BufferedOutcome outcome) {}
