// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** Another snapshot of the store has the name already. Nothing was made. */
public final class SnapshotExistsException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param name the name
     * @param id the identity of the snapshot that has it
     */
    public SnapshotExistsException(String directory, String name, String id) {
        super(
                "SNAPSHOT_EXISTS",
                "the store in " + directory + " has a snapshot '" + name + "' already: " + id,
                Map.of("directory", directory, "name", name, "id", id),
                "choose another name, or remove it with: duramen snapshot delete",
                null);
    }
}
