// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.clock.ThreadRef;
import java.lang.ref.Cleaner;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A captured thread and a handle on it. The handle stands for that one thread for as long as it is open, whoever is given the
 * thread's number later. One that is never closed is closed when this reference is collected.
 */
final class WindowsThreadRef implements ThreadRef {
    private final long threadId;
    private final @Nullable Handle handle; // none on a virtual thread
    private final Cleaner.@Nullable Cleanable cleanable;
    private volatile @Nullable Thread thread;

    /** A thread without counters of its own, a virtual one. */
    WindowsThreadRef(Thread thread) {
        this.threadId = thread.getId();
        this.thread = thread;
        this.handle = null;
        this.cleanable = null;
    }

    WindowsThreadRef(Thread thread, ThreadCounters counters, long opened, Cleaner cleaner) {
        Handle owned = new Handle(counters, opened);
        this.threadId = thread.getId();
        this.thread = thread;
        this.handle = owned;
        this.cleanable = cleaner.register(this, owned);
    }

    @Override
    public long threadId() {
        return threadId;
    }

    boolean isAlive() {
        Thread captured = thread;
        return captured != null && captured.isAlive();
    }

    boolean hasCounters() {
        return handle != null;
    }

    /** Reads a counter, or returns {@link ThreadCounters#FAILED} and an error number; the handle is not closed meanwhile. */
    long read(LongUnaryOperator counter) {
        return handle == null ? ThreadCounters.FAILED : handle.read(counter);
    }

    @Override
    public void close() {
        thread = null;
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** An open handle; knows nothing of the reference, which could otherwise never be collected. */
    private static final class Handle implements Runnable {
        private final ThreadCounters counters;
        private final long opened;
        private boolean closed;

        Handle(ThreadCounters counters, long opened) {
            this.counters = counters;
            this.opened = opened;
        }

        synchronized long read(LongUnaryOperator counter) {
            return closed ? ThreadCounters.FAILED : counter.applyAsLong(opened);
        }

        @Override
        public synchronized void run() {
            if (!closed) {
                closed = true;
                counters.close(opened);
            }
        }
    }
}
