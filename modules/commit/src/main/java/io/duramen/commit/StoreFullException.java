// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** There was no space. Nothing remains of what was attempted, and the store goes on once there is space. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param what what was attempted, for instance {@code transaction 17}
     * @param cause what the log or the file system said
     */
    public StoreFullException(String directory, String what, Throwable cause) {
        super(
                "STORE_FULL",
                "no space for " + what + " of the store in " + directory + "; nothing of it remains: "
                        + cause.getMessage(),
                Map.of("directory", directory, "what", what),
                "free space on the device, then try again; nothing acknowledged is lost",
                cause);
    }
}
