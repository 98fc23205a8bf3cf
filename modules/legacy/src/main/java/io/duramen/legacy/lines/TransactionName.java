// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What stands for {@code tx_id} in a record. An id that is the decimal form of a 64-bit number is that transaction number; of
 * any other, the text is the key and the number is taken from its hash, so that a log can be filtered by it.
 */
final class TransactionName {
    private final long transactionId;
    private final byte @Nullable [] key;

    private TransactionName(long transactionId, byte @Nullable [] key) {
        this.transactionId = transactionId;
        this.key = key;
    }

    /** The number. */
    long transactionId() {
        return transactionId;
    }

    /** The text, or {@code null} if the number says it all. */
    byte @Nullable [] key() {
        return key == null ? null : key.clone();
    }

    static TransactionName of(String id) {
        if (isNumber(id)) {
            return new TransactionName(Long.parseLong(id), null);
        }
        byte[] key = Wtf8.encode(id);
        return new TransactionName(hash(key), key);
    }

    /** The id if these two are what {@link #of} makes of it, otherwise {@code null}. */
    static @Nullable String textOf(long transactionId, byte @Nullable [] key) {
        if (key == null) {
            return Long.toString(transactionId);
        }
        String text = hash(key) == transactionId ? Wtf8.decode(key) : null;
        return text == null || isNumber(text) ? null : text;
    }

    private static boolean isNumber(String id) {
        if (id.isEmpty() || id.length() > 20) {
            return false;
        }
        try {
            return Long.toString(Long.parseLong(id)).equals(id);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static long hash(byte[] key) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
