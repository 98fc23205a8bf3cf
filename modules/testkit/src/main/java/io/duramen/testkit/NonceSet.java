// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Pairs of a key and a nonce, as 64 bits each of a SHA-256 over both: eight bytes a pair, so that millions fit, and no key
 * in memory that a test looking for keys could find.
 *
 * <p><b>Thread safety:</b> none.
 */
final class NonceSet {
    private static final int FIRST_SLOTS = 1 << 8;

    private final MessageDigest digest;
    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    NonceSet() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a pair; {@code false} if it is there already. */
    boolean add(byte[] key, byte[] nonce) {
        digest.update(key);
        return add(ByteBuffer.wrap(digest.digest(nonce)).getLong());
    }

    private boolean add(long fingerprint) {
        long value = fingerprint == 0 ? 1 : fingerprint; // 0 stands for an empty slot
        int at = slot(slots, value);
        if (slots[at] == value) {
            return false;
        }
        slots[at] = value;
        size++;
        if (size > slots.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slot(larger, value)] = value;
            }
        }
        slots = larger;
    }

    /** Where a value is, or belongs. */
    private static int slot(long[] slots, long value) {
        int at = (int) value & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != value) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    int size() {
        return size;
    }
}
