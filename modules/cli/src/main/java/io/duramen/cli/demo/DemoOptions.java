// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.commit.StoreOptions;
import io.duramen.wal.WalOptions;

/**
 * How the demo's store is opened, by parent and child alike: with segments and checkpoints so small that the demo sees many.
 *
 * @param checkpointCommits after how many transactions a checkpoint is written
 */
record DemoOptions(int checkpointCommits) {

    /** How many records surely fill a segment of the smallest size, at about 500 bytes a frame. */
    static final int RECORDS_A_SEGMENT = WalOptions.MIN_SEGMENT_BYTES / 450;

    static DemoOptions forRecords(int records) {
        return new DemoOptions(Math.min(200, Math.max(20, records / 25)));
    }

    StoreOptions store() {
        return StoreOptions.builder()
                .wal(WalOptions.builder()
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .build())
                .checkpointCommits(checkpointCommits)
                .build();
    }
}
