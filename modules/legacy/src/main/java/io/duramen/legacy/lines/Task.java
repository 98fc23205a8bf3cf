// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Work done between two groups, after every line claimed before it. */
final class Task implements Work {
    private final Runnable body;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Task(Runnable body) {
        this.body = body;
    }

    void run() {
        body.run();
    }

    boolean isDone() {
        return done.isDone();
    }

    void complete(@Nullable RuntimeException failure) {
        if (failure == null) {
            done.complete(true);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** Waits, interrupted or not, and throws what the task failed with. */
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
