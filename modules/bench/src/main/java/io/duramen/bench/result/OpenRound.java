// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of opening after a kill.
 *
 * @param round which, from 1
 * @param subject who
 * @param bytes the size of a record
 * @param outcome what was measured
 */
public record OpenRound(int round, String subject, int bytes, OpenOutcome outcome) {}
