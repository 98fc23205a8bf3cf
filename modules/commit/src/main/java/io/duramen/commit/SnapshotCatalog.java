// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.Progress;
import java.util.List;

/**
 * The named snapshots of a store, to be looked at. Takes no lock and changes nothing, so that it works beside a process that
 * has the store open.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public interface SnapshotCatalog {

    /**
     * Lists the snapshots, the oldest first. One that is not as it was written is left out; {@link #problems} tells of it.
     *
     * @return the snapshots as they are now
     */
    List<SnapshotInfo> list();

    /**
     * Tells which snapshots cannot be listed, because what says what they are is damaged.
     *
     * @return what is wrong, each with the file, what was expected and what was found
     */
    List<String> problems();

    /**
     * Finds a snapshot.
     *
     * @param idOrName its identity or its name
     * @return the snapshot
     * @throws SnapshotMissingException if there is none
     */
    SnapshotInfo find(String idOrName);

    /**
     * Reads all of a snapshot and computes its root again from the keys and values in it.
     *
     * @param idOrName its identity or its name
     * @param progress hears how far it has come
     * @return what is wrong, each with the file, what was expected and what was found; empty if all is well
     * @throws SnapshotMissingException if there is none
     */
    List<String> verify(String idOrName, Progress progress);
}
