// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** There is a store, or a log that is not one, where a store was to be created. It was not touched. */
public final class StoreExistsException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param found what is there
     */
    public StoreExistsException(String directory, String found) {
        super(
                "STORE_EXISTS",
                "cannot create a store in " + directory + ": " + found + "; it was not touched",
                Map.of("directory", directory, "found", found),
                "open it, or choose another directory",
                null);
    }
}
