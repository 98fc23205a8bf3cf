// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Commits that each set some keys of a filled store, drawn evenly, to new values. One thread. */
public final class Commits {
    private final SubjectStore store;
    private final long keys;
    private final int changes;
    private final SplittableRandom random;

    /**
     * Makes them.
     *
     * @param store the store, filled with {@link State#fill}
     * @param keys how many keys it was filled with, at least {@code changes}
     * @param changes how many keys a commit sets
     * @param seed of the draws
     */
    public Commits(SubjectStore store, long keys, int changes, long seed) {
        if (keys < changes) {
            throw new IllegalArgumentException("expected " + changes + " keys at least, found " + keys);
        }
        this.store = store;
        this.keys = keys;
        this.changes = changes;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Makes the next commit.
     *
     * @throws Exception if the library does
     */
    public void next() throws Exception {
        long[] numbers = numbers();
        byte[][] batch = new byte[changes][];
        byte[][] values = new byte[changes][];
        for (int i = 0; i < changes; i++) {
            batch[i] = State.key(numbers[i]);
            values[i] = State.value(random);
        }
        store.commit(batch, values);
    }

    private long[] numbers() {
        if (changes == 1) {
            return new long[] {random.nextLong(keys)};
        }
        // one from each of as many stretches of equal length: ascending, each once, and all over the store
        long[] numbers = new long[changes];
        for (int i = 0; i < changes; i++) {
            long from = keys * i / changes;
            numbers[i] = from + random.nextLong(keys * (i + 1) / changes - from);
        }
        assert Arrays.stream(numbers).distinct().count() == changes;
        return numbers;
    }
}
