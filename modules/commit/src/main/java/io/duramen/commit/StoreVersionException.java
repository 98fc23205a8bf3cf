// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A store holds something written by a newer release that this one does not know. Nothing was changed. */
public final class StoreVersionException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the file or directory
     * @param found what in it is not known, for instance {@code format version 2}
     * @param known the newest that is known here
     */
    public StoreVersionException(String file, String found, String known) {
        super(
                "STORE_VERSION",
                file + " holds " + found + ", this release knows " + known,
                Map.of("file", file, "found", found, "known", known),
                "open it with a newer release of Duramen",
                null);
    }
}
