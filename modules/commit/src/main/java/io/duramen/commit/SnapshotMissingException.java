// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A store has no snapshot of an identity or name. */
public final class SnapshotMissingException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param snapshot the identity or name asked for
     */
    public SnapshotMissingException(String directory, String snapshot) {
        super(
                "SNAPSHOT_MISSING",
                "the store in " + directory + " has no snapshot '" + snapshot + "'",
                Map.of("directory", directory, "snapshot", snapshot),
                "see which there are with: duramen snapshot list " + directory,
                null);
    }
}
