// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/**
 * The store has failed for good and takes no more writes; it still reads its last durable version. A transaction that throws
 * this may or may not survive; every one acknowledged before is safe. Reopening recovers.
 */
public final class StoreFailedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param durableLsn the last transaction acknowledged
     * @param cause the first failure
     */
    public StoreFailedException(String directory, long durableLsn, Throwable cause) {
        super(
                "STORE_FAILED",
                "the store in " + directory + " has failed and takes no more writes; transactions up to record "
                        + durableLsn + " are durable, the fate of later ones is unknown: " + cause.getMessage(),
                Map.of("directory", directory, "durableLsn", durableLsn),
                "close it, mend the cause, and open it again to recover",
                cause);
    }
}
