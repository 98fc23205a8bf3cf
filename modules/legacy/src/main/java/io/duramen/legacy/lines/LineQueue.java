// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

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

/** Where callers hand over lines and get their numbers. The order of claims is the order of numbers and of the file. */
final class LineQueue {
    private final LineLog log;
    private final String directory;
    private final int maxPendingBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Work> waiting = new ArrayDeque<>();
    private long pendingBytes;
    private long nextLsn;
    private boolean closing;
    private volatile @Nullable RuntimeException refusal;

    LineQueue(LineLog log, WalOptions options, String directory, long nextLsn) {
        this.log = log;
        this.directory = directory;
        this.maxPendingBytes = options.maxPendingBytes();
        this.nextLsn = nextLsn;
    }

    /** Gives lines their numbers once there is room; {@code null} if there is none before the deadline. */
    @Nullable
    PendingLines claim(NewLines lines, long deadline) {
        int length = lines.length();
        while (true) {
            lock.lock();
            try {
                checkOpen();
                if (hasRoom(length)) {
                    nextLsn += lines.texts().size();
                    PendingLines pending = new PendingLines(log, nextLsn - 1, lines);
                    waiting.add(pending);
                    pendingBytes += length;
                    work.signal();
                    return pending;
                }
            } finally {
                lock.unlock();
            }
            if (!log.makeRoom() && !awaitRoom(length, deadline)) {
                return null;
            }
        }
    }

    private boolean hasRoom(int length) {
        return pendingBytes == 0 || pendingBytes + length <= maxPendingBytes;
    }

    /** Waits for room, interrupted or not. Returns false if there is none before the deadline. */
    private boolean awaitRoom(int length, long deadline) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!closing && refusal == null && !hasRoom(length)) {
                long left = deadline == Pace.NO_DEADLINE ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    long unused = room.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Task enqueue(Runnable body) {
        lock.lock();
        try {
            checkOpen();
            Task task = new Task(body);
            waiting.add(task);
            work.signal();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the task that is next, or else the next group: as many lines as fit into so many bytes, one at least. */
    @Nullable
    Task take(int maxBytes, List<PendingLines> group) {
        lock.lock();
        try {
            if (waiting.peek() instanceof Task task) {
                waiting.remove();
                return task;
            }
            int bytes = 0;
            while (waiting.peek() instanceof PendingLines lines
                    && (group.isEmpty() || bytes + lines.lines().length() <= maxBytes)) {
                bytes += lines.lines().length();
                group.add(lines);
                waiting.remove();
            }
            pendingBytes -= bytes;
            room.signalAll();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work. Returns false if the log is closing and there is none left. */
    boolean awaitWork() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                work.awaitUninterruptibly();
            }
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Fails everything under way and everything to come. */
    void fail(Throwable cause, long durableLsn, List<PendingLines> group) {
        LogFailedException failure = new LogFailedException(directory, durableLsn, cause);
        List<Work> failed = new ArrayList<>(group);
        lock.lock();
        try {
            refusal = failure;
            failed.addAll(waiting);
            waiting.clear();
            pendingBytes = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        failed.forEach(work -> complete(work, failure));
    }

    /** Turns away every line under way; numbers go on behind the last line that was written. */
    void reject(RuntimeException cause, long nextFreeLsn, List<PendingLines> group) {
        List<Work> rejected = new ArrayList<>(group);
        lock.lock();
        try {
            waiting.removeIf(work -> work instanceof PendingLines && rejected.add(work));
            pendingBytes = 0;
            nextLsn = nextFreeLsn;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        rejected.forEach(work -> complete(work, cause));
    }

    private static void complete(Work work, RuntimeException failure) {
        if (work instanceof PendingLines lines) {
            lines.complete(failure);
        } else if (work instanceof Task task) {
            task.complete(failure);
        }
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
        lock.lock();
        try {
            RuntimeException failed = refusal;
            return failed == null && closing ? new LogClosedException(directory) : failed;
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
}
