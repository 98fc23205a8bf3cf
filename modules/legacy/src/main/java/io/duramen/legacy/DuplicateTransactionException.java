// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** A transaction of that id is in the log already. Nothing was written. */
public final class DuplicateTransactionException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param transactionId the id
     */
    public DuplicateTransactionException(String directory, String transactionId) {
        super(
                "DUPLICATE_TRANSACTION",
                "transaction " + transactionId + " is in the log in " + directory + " already; nothing was written",
                Map.of("directory", directory, "transactionId", transactionId),
                "give each transaction an id of its own",
                null);
    }
}
