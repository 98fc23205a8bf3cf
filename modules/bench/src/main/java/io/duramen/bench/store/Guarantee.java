// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

/** What a store may promise. Whether a commit is durable when it returns is counted, not promised. */
public enum Guarantee {
    /** Several keys are set all or none. */
    ATOMIC("several keys, all or none"),
    /** A reader sees one version while commits go on. */
    SNAPSHOT_READS("reads of one version"),
    /** Two transactions that get in each other's way do not both commit. */
    CONFLICTS("conflicts between transactions"),
    /** What a power cut left of a write is not taken for data. */
    TORN_WRITES("torn writes told"),
    /** Every byte of the state that was changed on the device is noticed when it is read. */
    DAMAGE("damage of the state told"),
    /** One root stands for all keys and values and is compared after a recovery. */
    VERIFIED_ROOT("root, verified at opening"),
    /** Somebody who has only the root can check a key, or that it is not there. */
    PROOFS("proofs against a root"),
    /** A store that was put back to an older state is told. */
    ROLLBACK("older copy told"),
    /** Nothing is acknowledged after a sync has failed. */
    FAILED_SYNC("nothing acknowledged after a failed sync");

    private final String title;

    Guarantee(String title) {
        this.title = title;
    }

    /**
     * Returns what a reader of the results sees.
     *
     * @return some words
     */
    public String title() {
        return title;
    }
}
