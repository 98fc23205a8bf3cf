// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of replay.
 *
 * @param round which, from 1
 * @param subject who
 * @param bytes the size of a record
 * @param outcome what was measured
 */
public record ReplayRound(int round, String subject, int bytes, ReplayOutcome outcome) {}
