// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** No transaction of that id is in the log. Nothing was written. */
public final class UnknownTransactionException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param transactionId the id
     */
    public UnknownTransactionException(String directory, String transactionId) {
        super(
                "UNKNOWN_TRANSACTION",
                "transaction " + transactionId + " is not in the log in " + directory
                        + ": it was never prepared, or it was committed and compacted away; nothing was written",
                Map.of("directory", directory, "transactionId", transactionId),
                "prepare it first",
                null);
    }
}
