// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.Root;
import io.duramen.wal.WriterMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings {@code ROOT} up to versions that are durable in the log. Those that come while it is being replaced share the next
 * replacement. It is done on a thread of the store's own, which nobody interrupts, or, if the log has no thread either, on the
 * caller.
 *
 * <p>After a failure nothing is replaced any more: what the kernel made of the file is not known.
 */
final class RootPublisher implements AutoCloseable {
    private final RootFile file;
    private final UUID storeId;
    private final Executor writer;
    private final Executor completions;
    private final List<OwnThread> threads = new ArrayList<>();

    private final List<Waiting> waiting = new ArrayList<>(); // guarded by this, like all below
    private RootRecord current;
    private @Nullable Version wanted;
    private boolean running;
    private @Nullable RuntimeException failure;

    private record Waiting(long lsn, CompletableFuture<Long> published) {}

    /**
     * @param current what the file says now
     */
    RootPublisher(RootFile file, StoreOptions options, RootRecord current) {
        this.file = file;
        this.storeId = current.storeId();
        this.current = current;
        boolean threaded = options.wal().writerMode() != WriterMode.CALLER;
        String suffix = storeId.toString().substring(0, 8);
        Executor given = options.wal().completionExecutor();
        this.writer = threaded ? own("duramen-root-" + suffix) : Runnable::run;
        this.completions = given != null ? given : threaded ? own("duramen-acknowledge-" + suffix) : Runnable::run;
    }

    private OwnThread own(String name) {
        OwnThread thread = new OwnThread(name);
        threads.add(thread);
        return thread;
    }

    /** Has the file name just this version, before anybody else uses it: in the calling thread. */
    synchronized void begin(Version start) {
        Root root = start.map().root();
        if (current.lsn() != start.lsn() || !current.root().equals(root)) {
            RootRecord next = new RootRecord(storeId, current.generation() + 1, start.lsn(), root);
            file.replace(next);
            current = next;
        }
    }

    /** Waits, interrupted or not, until the file names a version or a later one. Throws what it failed with. */
    void publish(Version version) {
        try {
            long unused = request(version).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** Runs something once {@link #publish} would not wait any more, on the executor for completions. */
    void whenPublished(Version version, Runnable then) {
        CompletionStage<?> unused = request(version).whenCompleteAsync((lsn, failed) -> then.run(), completions);
    }

    private CompletableFuture<Long> request(Version version) {
        CompletableFuture<Long> published = new CompletableFuture<>();
        synchronized (this) {
            if (version.lsn() <= current.lsn()) {
                published.complete(current.lsn());
                return published;
            }
            if (failure != null) {
                published.completeExceptionally(failure);
                return published;
            }
            waiting.add(new Waiting(version.lsn(), published));
            if (wanted == null || wanted.lsn() < version.lsn()) {
                wanted = version;
            }
            if (running) {
                return published;
            }
            running = true;
        }
        writer.execute(this::run);
        return published;
    }

    private void run() {
        for (RootRecord next = next(); next != null; next = next()) {
            RuntimeException failed = null;
            try {
                file.replace(next);
            } catch (RuntimeException e) {
                failed = e;
            } catch (Error e) {
                failed =
                        new IllegalStateException("ROOT was not replaced", e); // or those who wait would do so for ever
            }
            for (Waiting done : replaced(next, failed)) {
                if (failed == null) {
                    done.published().complete(next.lsn());
                } else {
                    done.published().completeExceptionally(failed);
                }
            }
        }
    }

    private synchronized @Nullable RootRecord next() {
        Version version = wanted;
        if (version == null || version.lsn() <= current.lsn() || failure != null) {
            running = false;
            return null;
        }
        return new RootRecord(
                storeId, current.generation() + 1, version.lsn(), version.map().root());
    }

    /** Notes the outcome, and returns whom it concerns. */
    private synchronized List<Waiting> replaced(RootRecord next, @Nullable RuntimeException failed) {
        List<Waiting> done = new ArrayList<>();
        if (failed == null) {
            current = next;
        } else {
            failure = failed;
        }
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (failed != null || one.lsn() <= next.lsn()) {
                done.add(one);
                all.remove();
            }
        }
        return done;
    }

    /** Ends the threads after what they were given. */
    @Override
    public void close() {
        for (OwnThread thread : threads) {
            thread.close();
        }
    }
}
