// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of durable commits.
 *
 * @param round which, from 1
 * @param store who
 * @param keys how many keys the store held
 * @param threads how many committed
 * @param changes how many keys a commit set
 * @param outcome what was measured
 */
public record CommitRound(int round, String store, long keys, int threads, int changes, CommitOutcome outcome) {}
