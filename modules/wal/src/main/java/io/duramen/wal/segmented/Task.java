// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Work done between two groups, for instance a checkpoint. */
final class Task {
    private final Runnable body;
    private final long afterLsn;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Task(Runnable body, long afterLsn) {
        this.body = body;
        this.afterLsn = afterLsn;
    }

    /** The last record claimed before this; it is written first. */
    long afterLsn() {
        return afterLsn;
    }

    void run() {
        body.run();
    }

    void complete(@Nullable RuntimeException failure) {
        if (failure == null) {
            done.complete(true);
        } else {
            done.completeExceptionally(failure);
        }
    }

    boolean isDone() {
        return done.isDone();
    }

    /** Waits, interrupted or not, and throws what the work threw. */
    void await() {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
