// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.Durability;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where callers hand over records and get their numbers. The lock is held for a few instructions only, never over a copy, a
 * checksum or a system call; the order of claims is the order of numbers and of the file.
 */
final class Intake {
    private final SegmentedLog log;
    private final String directory;
    private final int maxPendingBytes;
    private final boolean acknowledgeAtOnce;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Append> appends = new ArrayDeque<>();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private long pendingBytes;
    private long nextLsn;
    private boolean closing;
    private boolean writerWaits;
    private volatile @Nullable RuntimeException refusal;

    Intake(SegmentedLog log, WalOptions options, String directory, long nextLsn) {
        this.log = log;
        this.directory = directory;
        this.maxPendingBytes = options.maxPendingBytes();
        this.acknowledgeAtOnce = options.durability() == Durability.NONE;
        this.nextLsn = nextLsn;
    }

    Append claim(byte[] record) {
        while (true) {
            lock.lock();
            try {
                checkOpen();
                if (pendingBytes == 0 || pendingBytes + record.length <= maxPendingBytes) {
                    Append append = new Append(log, nextLsn++, record);
                    appends.add(append);
                    pendingBytes += record.length;
                    wakeWriter();
                    if (acknowledgeAtOnce) {
                        append.complete(null);
                    }
                    return append;
                }
            } finally {
                lock.unlock();
            }
            if (!log.makeRoom()) {
                awaitRoom(record.length);
            }
        }
    }

    Task enqueue(Runnable body) {
        lock.lock();
        try {
            checkOpen();
            Task task = new Task(body, nextLsn - 1);
            tasks.add(task);
            wakeWriter();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next task whose turn it is: everything claimed before it has been taken. */
    @Nullable
    Task takeTask() {
        lock.lock();
        try {
            Task task = tasks.peek();
            Append append = appends.peek();
            if (task == null || (append != null && append.lsn() <= task.afterLsn())) {
                return null;
            }
            return tasks.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next group: as many appends as fit into so many bytes, one at least. */
    void takeGroup(int maxBytes, List<Append> into) {
        lock.lock();
        try {
            int bytes = 0;
            Append next;
            while ((next = appends.peek()) != null && (into.isEmpty() || bytes + next.record().length <= maxBytes)) {
                bytes += next.record().length;
                into.add(next);
                appends.remove();
            }
            pendingBytes -= bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why {@link #awaitWork} returned. */
    enum Wake {
        WORK,
        IDLE,
        END
    }

    /** Waits until there is something to do, nothing was to do for so long, or the log is closing and all is done. */
    Wake awaitWork(long idleNanos) {
        lock.lock();
        try {
            long left = idleNanos;
            writerWaits = true;
            while (appends.isEmpty() && tasks.isEmpty() && !closing && left > 0) {
                try {
                    left = work.awaitNanos(left);
                } catch (InterruptedException e) {
                    // nobody has a reason to interrupt the log's own thread: it goes on waiting
                }
            }
            if (!appends.isEmpty() || !tasks.isEmpty()) {
                return Wake.WORK;
            }
            return closing ? Wake.END : Wake.IDLE;
        } finally {
            writerWaits = false;
            lock.unlock();
        }
    }

    /** Fails everything under way and everything to come. */
    void fail(Throwable cause, long durableLsn, List<Append> group) {
        LogFailedException failure = new LogFailedException(directory, durableLsn, cause);
        List<Append> failed = new ArrayList<>(group);
        List<Task> failedTasks = new ArrayList<>();
        lock.lock();
        try {
            refusal = failure;
            failed.addAll(appends);
            failedTasks.addAll(tasks);
            appends.clear();
            tasks.clear();
            pendingBytes = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        failed.forEach(append -> append.complete(failure));
        failedTasks.forEach(task -> task.complete(failure));
    }

    /** Turns away everything under way; numbers go on behind the last record that was written. */
    void reject(RuntimeException cause, long nextFreeLsn, List<Append> group) {
        List<Append> rejected = new ArrayList<>(group);
        lock.lock();
        try {
            rejected.addAll(appends);
            appends.clear();
            pendingBytes = 0;
            nextLsn = nextFreeLsn;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        rejected.forEach(append -> append.complete(cause));
    }

    /** Begins to close; false if that was done before. */
    boolean close() {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            closing = true;
            work.signalAll();
            room.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing is taken any more, or {@code null}. */
    @Nullable
    RuntimeException refusal() {
        RuntimeException failed = refusal;
        if (failed != null) {
            return failed;
        }
        lock.lock();
        try {
            return closing ? new LogClosedException(directory) : null;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closing) {
            throw new LogClosedException(directory);
        }
        RuntimeException failed = refusal;
        if (failed != null) {
            throw failed;
        }
    }

    private void wakeWriter() {
        if (writerWaits) {
            work.signal();
        }
    }

    private void awaitRoom(int bytes) {
        lock.lock();
        try {
            while (!closing && refusal == null && pendingBytes > 0 && pendingBytes + bytes > maxPendingBytes) {
                room.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
