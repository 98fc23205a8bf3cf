// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import io.duramen.wal.LogRecovery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a store was opened, and what was done about it.
 *
 * @param directory the store's directory
 * @param storeId the store's identity, which is its log's
 * @param readOnly whether the store was opened for reading; nothing was changed then
 * @param generation the generation of the checkpoint the state was rebuilt from
 * @param checkpointLsn the last transaction in that checkpoint
 * @param checkpointKeys how many keys that checkpoint holds
 * @param rejected manifests and checkpoints that could not be used, each with the reason
 * @param transactions transactions replayed from the log
 * @param operations keys set and removed by them
 * @param rolledBack the numbers of transactions found in the log that count for nothing, because the record that commits them
 *     never came or they were built on one that was not written; none of them was ever acknowledged. That they are given up
 *     has been written into the log, so that the next recovery does not tell of them again
 * @param lsn the last transaction in the state
 * @param root the root of the state, computed from its keys and values and equal to the one recorded in the log
 * @param keys how many keys the state has
 * @param deleted the store's own unfinished and superseded files that were deleted, the deletion made durable
 * @param quarantined files that were damaged, moved to the quarantine directory
 * @param foreign files that are not the store's and were left alone
 * @param checkpointRenewed whether a new checkpoint was written because a manifest or a checkpoint had been rejected
 * @param damage what keeps the store from being opened for writing; {@code null} if nothing does. Only a store opened for
 *     reading can have any
 * @param loading how long reading the checkpoint and opening the log took
 * @param replaying how long replaying and computing the root took
 * @param total how long it all took
 * @param log what the log found
 */
public record RecoveryReport(
        String directory,
        UUID storeId,
        boolean readOnly,
        long generation,
        long checkpointLsn,
        long checkpointKeys,
        List<String> rejected,
        long transactions,
        long operations,
        List<Long> rolledBack,
        long lsn,
        Root root,
        long keys,
        List<String> deleted,
        List<String> quarantined,
        List<String> foreign,
        boolean checkpointRenewed,
        @Nullable String damage,
        Duration loading,
        Duration replaying,
        Duration total,
        LogRecovery log) {

    /** Copies the lists. */
    public RecoveryReport {
        rejected = List.copyOf(rejected);
        rolledBack = List.copyOf(rolledBack);
        deleted = List.copyOf(deleted);
        quarantined = List.copyOf(quarantined);
        foreign = List.copyOf(foreign);
    }

    /**
     * Returns the report for people.
     *
     * @return some lines, each ending with a line feed
     */
    public String toText() {
        return ReportText.text(this);
    }

    /**
     * Returns the report for machines. Fields are added between releases, not renamed; durations are in microseconds.
     *
     * @return one JSON object on one line
     */
    public String toJson() {
        return ReportText.json(this);
    }
}
