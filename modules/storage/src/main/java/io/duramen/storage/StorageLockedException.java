// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

/** Somebody else holds the lock. Nothing was changed. */
public final class StorageLockedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the full name of the lock file
     * @param holder what is known of the holder, for people
     */
    public StorageLockedException(String file, String holder) {
        super(
                Kind.LOCKED,
                "lock",
                file,
                "held by " + holder,
                "close the other process or use a read-only command, which needs no lock",
                null);
    }
}
