// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The keys and values that are measured with: keys of 24 bytes, values of 100 that do not compress. */
public final class State {

    /** The length of a value. */
    public static final int VALUE_BYTES = 100;

    /** The length of a key. */
    public static final int KEY_BYTES = 24;

    private static final byte[] ZERO = "key-00000000000000000000".getBytes(StandardCharsets.US_ASCII);
    private static final int BATCH = 1000;

    private State() {}

    /**
     * Returns a key.
     *
     * @param number which, from 0; keys are in the order of their numbers
     * @return a new array
     */
    public static byte[] key(long number) {
        long rest = number;
        byte[] key = ZERO.clone();
        for (int at = KEY_BYTES - 1; rest > 0; at--) {
            key[at] += (byte) (rest % 10);
            rest /= 10;
        }
        return key;
    }

    /**
     * Returns a value.
     *
     * @param random makes it
     * @return a new array
     */
    public static byte[] value(SplittableRandom random) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        return value;
    }

    /**
     * Puts keys from 0 on into a store, many a commit, and makes them durable.
     *
     * @param store the store
     * @param keys how many
     * @throws Exception if the library does
     */
    public static void fill(SubjectStore store, long keys) throws Exception {
        SplittableRandom random = new SplittableRandom(keys);
        for (long first = 0; first < keys; ) {
            int count = (int) Math.min(BATCH, keys - first);
            byte[][] batch = new byte[count][];
            byte[][] values = new byte[count][];
            for (int i = 0; i < count; i++) {
                batch[i] = key(first + i);
                values[i] = value(random);
            }
            store.commit(batch, values);
            first += count;
        }
        store.drain();
    }
}
