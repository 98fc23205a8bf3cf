// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.Root;
import java.util.UUID;

/**
 * What {@code ROOT} says: up to where the log was durable when it was written, and the root of the state there.
 *
 * @param storeId the store, which is its log's identity
 * @param generation its number, one more than that of the {@code ROOT} it replaced
 * @param lsn the last transaction in the state
 * @param root the root of the state
 */
record RootRecord(UUID storeId, long generation, long lsn, Root root) {}
