// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.wal.WalStatistics;

/**
 * What a store did since it was opened.
 *
 * @param commits transactions acknowledged, those without changes not included
 * @param operations keys set and removed by them
 * @param checkpoints checkpoints written
 * @param checkpointFailures checkpoints given up, for instance because the disk was full
 * @param generation the generation of the newest checkpoint
 * @param checkpointLsn the last transaction in it
 * @param log what the log did
 */
public record StoreStatistics(
        long commits,
        long operations,
        long checkpoints,
        long checkpointFailures,
        long generation,
        long checkpointLsn,
        WalStatistics log) {}
