// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** The store was closed. Nothing was done. */
public final class StoreClosedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     */
    public StoreClosedException(String directory) {
        super("STORE_CLOSED", "the store in " + directory + " is closed", Map.of("directory", directory), null, null);
    }
}
