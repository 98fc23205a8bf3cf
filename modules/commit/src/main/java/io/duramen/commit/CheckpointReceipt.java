// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;

/**
 * Tells what the newest checkpoint holds.
 *
 * @param generation its number, 0 for the empty one of a new store
 * @param lsn the last transaction in it
 * @param root the root of the state in it
 * @param keys how many keys it holds
 * @param bytes the size of its file, 0 for the empty one
 * @param written whether this call wrote it
 */
public record CheckpointReceipt(long generation, long lsn, Root root, long keys, long bytes, boolean written) {}
