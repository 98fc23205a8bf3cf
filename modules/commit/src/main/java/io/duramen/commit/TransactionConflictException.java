// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** What a transaction relied on was changed by another before it committed. Nothing was written. */
public abstract sealed class TransactionConflictException extends StoreException
        permits KeyConflictException, RootConflictException {
    private static final long serialVersionUID = 1L;

    private final long transactionId;

    TransactionConflictException(long transactionId, String code, String message, Map<String, ?> details) {
        super(code, message, details, "begin again, or use StateStore.commit, whose bodies run one at a time", null);
        this.transactionId = transactionId;
    }

    /**
     * Returns the transaction that was refused.
     *
     * @return its number
     */
    public final long transactionId() {
        return transactionId;
    }
}
