// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A transaction is larger than the store takes, or one key with its value does not fit a record. Nothing was written. */
public final class TransactionTooLargeException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param transactionId the transaction
     * @param bytes the size of what is too large: the transaction, or a record of one key and its value
     * @param limit what is allowed
     */
    public TransactionTooLargeException(long transactionId, long bytes, long limit) {
        super(
                "TRANSACTION_TOO_LARGE",
                "transaction " + transactionId + " takes " + bytes + " bytes, " + limit
                        + " are allowed; nothing was written",
                Map.of("transactionId", transactionId, "bytes", bytes, "limit", limit),
                "split it, or raise StoreOptions.maxTransactionBytes; for one large value raise WalOptions.maxRecordBytes",
                null);
    }
}
