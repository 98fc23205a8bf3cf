// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A transaction does not fit one record. Nothing was written. */
public final class TransactionTooLargeException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param transactionId the transaction
     * @param bytes the size of its record's payload
     * @param limit the largest payload
     */
    public TransactionTooLargeException(long transactionId, long bytes, long limit) {
        super(
                "TRANSACTION_TOO_LARGE",
                "transaction " + transactionId + " takes " + bytes + " bytes, " + limit
                        + " are allowed; nothing was written",
                Map.of("transactionId", transactionId, "bytes", bytes, "limit", limit),
                "split it, or raise WalOptions.maxRecordBytes up to 16 MiB less 64 KiB",
                null);
    }
}
