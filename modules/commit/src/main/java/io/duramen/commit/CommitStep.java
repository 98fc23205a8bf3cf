// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/**
 * The seven steps by which a transaction gets from memory to the device, in their order. {@code docs/guide/transactions.md}
 * tells what a crash in each of them leaves.
 */
public enum CommitStep {
    /** The record is written into the log, together with those of its group. */
    WRITE_RECORD(1),
    /**
     * The record is forced to the device, and under {@code FULL} its number into {@code marks}. The commit point, in both
     * modes.
     */
    FORCE_RECORD(2),
    /**
     * The changes are applied. In {@link StoreMode#JOURNAL} readers see them and the caller is told; in {@link StoreMode#STRICT}
     * that comes after {@link #RENAME}.
     */
    APPLY(3),
    /**
     * A temporary file is written: in {@code JOURNAL}, at a checkpoint, the checkpoint's and then the manifests'; in {@code
     * STRICT}, for each group, that of {@code ROOT}, too.
     */
    WRITE_TEMPORARY(4),
    /** The temporary file is forced to the device. */
    FORCE_TEMPORARY(5),
    /** The temporary file gets its name, and the directory is synced. In {@code STRICT} the caller is told now. */
    RENAME(6),
    /**
     * What was done is marked, so that it need not be done again: at a checkpoint the log's {@code marks} say what it may
     * forget; in {@code STRICT} the next record names the root that {@code ROOT} does.
     */
    MARK(7);

    private final int number;

    CommitStep(int number) {
        this.number = number;
    }

    /**
     * Returns the step's number in the documents.
     *
     * @return 1 to 7
     */
    public int number() {
        return number;
    }
}
