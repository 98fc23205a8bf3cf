// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of a goal.
 *
 * @param round which, from 1
 * @param goal what was measured
 * @param outcome its figures
 */
public record GoalRound(int round, String goal, GoalOutcome outcome) {}
