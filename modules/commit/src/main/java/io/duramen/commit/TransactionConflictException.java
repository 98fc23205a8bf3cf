// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A key that a transaction has read was changed by another before it committed. Nothing was written. */
public final class TransactionConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. It does not name the key, which may be secret.
     *
     * @param transactionId the transaction
     */
    public TransactionConflictException(long transactionId) {
        super(
                "TRANSACTION_CONFLICT",
                "transaction " + transactionId + " read a key that was changed since; nothing was written",
                Map.of("transactionId", transactionId),
                "begin again, or use StateStore.commit, whose bodies run one at a time",
                null);
    }
}
