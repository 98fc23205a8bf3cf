// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * What is read from files again, some of it at a time: neither is all of it held, nor is a file open between two calls, so
 * that nobody needs to close anything.
 */
abstract class Batched<T> implements Iterator<T> {
    /** About how many bytes of a file are read for one batch. */
    static final int BATCH_BYTES = 1 << 20;

    private final Queue<T> batch = new ArrayDeque<>();
    private boolean ended;

    /** Adds what comes next; adds nothing at the end. */
    abstract void fill(Queue<T> into);

    @Override
    public final boolean hasNext() {
        if (batch.isEmpty() && !ended) {
            fill(batch);
            ended = batch.isEmpty();
        }
        return !batch.isEmpty();
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("nothing more");
        }
        return batch.remove();
    }
}
