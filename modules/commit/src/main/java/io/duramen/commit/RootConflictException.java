// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state has another root than a transaction {@linkplain Changes#expectRoot expected}. Nothing was written. */
public final class RootConflictException extends TransactionConflictException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    /**
     * Creates an exception.
     *
     * @param transactionId the transaction
     * @param expected the root it expected
     * @param found the root of the state it was to be committed on
     */
    public RootConflictException(long transactionId, Root expected, Root found) {
        super(
                transactionId,
                "ROOT_CONFLICT",
                "transaction " + transactionId + " expects root " + expected + ", the state has root " + found
                        + "; nothing was written",
                details(transactionId, expected, found));
        this.expected = expected.toString();
        this.found = found.toString();
    }

    private static Map<String, Object> details(long transactionId, Root expected, Root found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("transactionId", transactionId);
        details.put("expected", expected.toString());
        details.put("found", found.toString());
        return details;
    }

    /**
     * Returns the root the transaction expected.
     *
     * @return the root
     */
    public Root expected() {
        return Root.parse(expected);
    }

    /**
     * Returns the root the state had when the transaction was to be committed.
     *
     * @return the root
     */
    public Root found() {
        return Root.parse(found);
    }
}
