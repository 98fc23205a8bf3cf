// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.PendingAppend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Records between their claim and their acknowledgement. */
final class Append implements PendingAppend {
    private final GroupCommit commits;
    private final Batch batch;
    private final long lsn;
    private @Nullable CompletableFuture<Long> future; // guarded by this
    private @Nullable Append following; // completed by the same task; the waker's

    Append(GroupCommit commits, Batch batch, long lsn) {
        this.commits = commits;
        this.batch = batch;
        this.lsn = lsn;
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long await() {
        commits.await(batch);
        return lsn;
    }

    @Override
    public CompletionStage<Long> stage() {
        CompletableFuture<Long> stage;
        synchronized (this) {
            if (future != null) {
                return future;
            }
            stage = new CompletableFuture<>();
            future = stage;
        }
        if (commits.acknowledgesAtOnce() || !batch.register(Waiter.stage(this))) {
            settle(stage);
        } else {
            commits.wanted();
        }
        return stage;
    }

    void following(Append append) {
        following = append;
    }

    /** Completes this stage and those behind it, on the executor for completions. */
    void completeAll() {
        commits.completions().execute(() -> {
            for (Append at = this; at != null; at = at.following) {
                at.complete();
            }
        });
    }

    private void complete() {
        CompletableFuture<Long> stage;
        synchronized (this) {
            stage = future;
        }
        if (stage != null) {
            settle(stage);
        }
    }

    private void settle(CompletableFuture<Long> stage) {
        RuntimeException failed = batch.failure();
        if (failed != null) {
            stage.completeExceptionally(failed);
        } else {
            stage.complete(lsn);
        }
    }
}
