// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageException;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogTail;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A cursor that waits. The lock keeps {@link #close}, which any thread may call, from closing a file that is being read. */
final class ViewTail extends ViewCursor implements LogTail {
    private final TailSource source;
    private final String directory;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    ViewTail(TailSource source, @Nullable RecordFilter filter, String directory) {
        super(source, filter);
        this.source = source;
        this.directory = directory;
    }

    @Override
    public boolean next() {
        lock.lock();
        try {
            if (closed) {
                throw LogClosedException.ofTail(directory);
            }
            return super.next();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean next(Duration timeout) throws InterruptedException {
        leave();
        long begun = System.nanoTime();
        long nanos = DurableSignal.nanos(timeout);
        while (true) {
            if (Thread.interrupted()) { // before a file is touched, which the interrupt would close
                throw new InterruptedException();
            }
            if (nextUnlessInterrupted()) {
                return true;
            }
            long left = nanos - (System.nanoTime() - begun);
            if (left <= 0) {
                return false;
            }
            source.await(Duration.ofNanos(left), () -> closed);
        }
    }

    private boolean nextUnlessInterrupted() throws InterruptedException {
        try {
            return next();
        } catch (StorageException e) {
            if (Thread.interrupted()) { // which closed the file; the next attempt opens it again
                InterruptedException interrupted = new InterruptedException();
                interrupted.addSuppressed(e);
                throw interrupted;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        source.wake();
        lock.lock();
        try {
            super.close();
        } finally {
            lock.unlock();
        }
    }
}
