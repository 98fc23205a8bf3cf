// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;

/**
 * Tells that a transaction is durable.
 *
 * @param lsn the log sequence number of its record, or of the version it saw if it changed nothing
 * @param root the root of the state after it
 * @param transactionId its number
 */
public record CommitReceipt(long lsn, Root root, long transactionId) {}
