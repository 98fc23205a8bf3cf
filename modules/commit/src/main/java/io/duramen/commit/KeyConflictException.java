// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key has another version than a transaction relied on, because it had read the key or {@linkplain Changes#expectVersion
 * expected} the version. Nothing was written.
 *
 * <p>The key may be secret: neither the message nor the details hold it, {@link #key} does.
 */
public final class KeyConflictException extends TransactionConflictException {
    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private final long expected;
    private final long found;

    /**
     * Creates an exception.
     *
     * @param transactionId the transaction
     * @param key the key; copied
     * @param expected the version it relied on, 0 if on the key's absence
     * @param found the version the key has, 0 if it is not there
     */
    public KeyConflictException(long transactionId, byte[] key, long expected, long found) {
        super(
                transactionId,
                "KEY_CONFLICT",
                "transaction " + transactionId + " relies on "
                        + (expected == 0 ? "the absence of a key" : "version " + expected + " of a key")
                        + (found == 0 ? ", which is not there" : ", which has version " + found)
                        + "; nothing was written",
                details(transactionId, expected, found));
        this.key = key.clone();
        this.expected = expected;
        this.found = found;
    }

    private static Map<String, Object> details(long transactionId, long expected, long found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("transactionId", transactionId);
        details.put("expected", expected);
        details.put("found", found);
        return details;
    }

    /**
     * Returns the key.
     *
     * @return a copy
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Returns the version the transaction relied on.
     *
     * @return the version, 0 if it relied on the key's absence
     */
    public long expected() {
        return expected;
    }

    /**
     * Returns the version the key had when the transaction was to be committed.
     *
     * @return the version, 0 if the key was not there
     */
    public long found() {
        return found;
    }
}
