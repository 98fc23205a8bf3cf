// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** There is no store where one was to be opened. Nothing was created. */
public final class StoreMissingException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param found what is there instead
     */
    public StoreMissingException(String directory, String found) {
        super(
                "STORE_MISSING",
                "no store in " + directory + ": " + found,
                Map.of("directory", directory, "found", found),
                "check the path, or create one with duramen init",
                null);
    }
}
