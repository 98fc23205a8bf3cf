// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/**
 * When a transaction is acknowledged. Both modes have one commit point, the sync of the transaction's record; they differ in
 * what else has been made durable by the time the caller hears of it. A store may be opened in either at any time.
 */
public enum StoreMode {
    /** The default. The record is durable: one sync, shared by the transactions of a group. */
    JOURNAL,
    /**
     * The record is durable, and a small file {@code ROOT} that names it and the root it leaves has been replaced, durably, so
     * that the state is witnessed outside the log: what the log held then and lacks later is noticed. Needs {@link
     * io.duramen.wal.Durability#FULL}. It costs a file written, forced and renamed and a directory synced for each group.
     */
    STRICT
}
