// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A transaction was used after it had ended. Nothing was done. */
public final class TransactionClosedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param transactionId the transaction
     */
    public TransactionClosedException(long transactionId) {
        super(
                "TRANSACTION_CLOSED",
                "transaction " + transactionId + " has ended",
                Map.of("transactionId", transactionId),
                "begin another",
                null);
    }
}
