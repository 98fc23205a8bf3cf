// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/**
 * There was not memory enough for what the store does beside its transactions. Nothing remains of it, and the store goes on: a
 * checkpoint that was not written makes the next open longer, and loses nothing.
 */
public final class StoreOutOfMemoryException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param what what was attempted, for instance {@code checkpoint 17}
     * @param maxHeapBytes how large the heap may become, in bytes
     * @param cause what the JVM said
     */
    public StoreOutOfMemoryException(String directory, String what, long maxHeapBytes, OutOfMemoryError cause) {
        super(
                "STORE_OUT_OF_MEMORY",
                "not memory enough for " + what + " of the store in " + directory
                        + "; nothing of it remains: the heap may have " + maxHeapBytes + " bytes: "
                        + cause.getMessage(),
                Map.of("directory", directory, "what", what, "maxHeapBytes", maxHeapBytes),
                "start the JVM with a larger heap, see -Xmx; nothing acknowledged is lost",
                cause);
    }
}
