// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/**
 * The named snapshots of an open store. A snapshot is a checkpoint that stays when the store lets go of it: its files are
 * linked, not copied, where the file system can.
 *
 * <p>A snapshot lies on the same device as its store and shares files with it; it keeps a state, it is not a backup.
 */
public interface Snapshots extends SnapshotCatalog {

    /** The longest name, in bytes of UTF-8. */
    int MAX_NAME_BYTES = 255;

    /**
     * Makes a snapshot of the last durable version. When this returns, it is durable. Commits go on meanwhile; checkpoints wait.
     *
     * @param name a name for people: 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8 without control characters, not the name or
     *     identity of another snapshot. It is never part of a file's name
     * @return the snapshot
     * @throws SnapshotExistsException if another has the name
     * @throws StoreFullException if there is no space; nothing of it remains
     * @throws StoreFailedException if the checkpoint it begins with could not be written
     * @throws io.duramen.storage.StorageException if a file could not be linked or written; the next open removes what remains,
     *     and the store goes on
     */
    SnapshotInfo create(String name);

    /**
     * Removes a snapshot. When this returns, it is gone for good. A crash leaves it whole or not at all.
     *
     * @param idOrName its identity or its name; of a damaged one, its identity
     * @throws SnapshotMissingException if there is none
     * @throws io.duramen.storage.StorageException if a file could not be removed; the next open removes what remains of it if
     *     the snapshot is gone
     */
    void delete(String idOrName);
}
