// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A tail for backends that cannot say when something becomes durable: it asks. */
final class PolledTail extends ObjectCursor implements LogTail {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReadableLog log;
    private final LogQuery query;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private @Nullable LogReader reader;
    private long nextLsn;
    private boolean closed; // guarded by lock, like all above

    PolledTail(ReadableLog log, LogQuery query) {
        this.log = log;
        this.query = query;
        this.nextLsn = query.fromLsn().orElseGet(log::firstLsn);
        this.reader = log.read(nextLsn);
    }

    @Override
    public boolean next() {
        lock.lock();
        try {
            return advance();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean next(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.compareTo(FOR_EVER) >= 0 ? Long.MAX_VALUE : timeout.toNanos();
            long pause = FIRST_PAUSE;
            while (!advance()) {
                if (left <= 0) {
                    return false;
                }
                long wanted = Math.min(pause, left);
                left -= wanted - ended.awaitNanos(wanted);
                pause = Math.min(pause * 2, LONGEST_PAUSE);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean advance() {
        standOn(null);
        if (closed) {
            throw LogClosedException.ofTail(log.logId().toString());
        }
        while (true) {
            if (reader == null) {
                boolean more = log.durableLsn() >= nextLsn;
                reader = log.read(nextLsn); // throws if the log was closed
                if (!more) {
                    closeReader();
                    return false;
                }
            }
            Iterator<LogRecord> records = reader.iterator();
            while (records.hasNext()) {
                LogRecord found = records.next();
                nextLsn = found.lsn() + 1;
                if (query.matches(found)) {
                    return standOn(found);
                }
            }
            closeReader();
        }
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            standOn(null);
            closeReader();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
