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
 * @param bytes the size of its newest file, which holds what changed since the checkpoint before, or everything if that is
 *     little more; 0 for the empty one
 * @param files of how many files it consists: one that holds a whole state, and those of the changes since; 0 for the empty one
 * @param written whether this call wrote it
 */
public record CheckpointReceipt(
        long generation, long lsn, Root root, long keys, long bytes, int files, boolean written) {}
