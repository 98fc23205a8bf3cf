// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogFullException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does what must not hold up a commit: arms the segment after the current one, and runs tasks such as a checkpoint. When the
 * current segment is full, going on in the next costs the leader a reference and no sync.
 *
 * <p>A thread loops over {@link #step} in production; without one, whoever needs an armed segment does the step.
 */
final class Preparer {
    private final Storage storage;
    private final SegmentFiles files;
    private final MarksFile marks;
    private final SegmentPool pool;
    private final boolean synchronous;
    private final @Nullable Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition result = lock.newCondition();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private @Nullable SegmentHeader wanted;
    private volatile @Nullable Armed armed; // guarded by lock, but for a look from outside
    private @Nullable LogFullException full;
    private volatile @Nullable Throwable trouble;
    private volatile long newFiles;
    private volatile long usedFiles;
    private boolean closing;

    /**
     * @param synchronous whether groups are to be written by writes that are syncs, where the storage has them
     * @param threadName {@code null} for no thread
     */
    Preparer(
            Storage storage,
            SegmentFiles files,
            MarksFile marks,
            SegmentPool pool,
            boolean synchronous,
            @Nullable String threadName) {
        this.storage = storage;
        this.files = files;
        this.marks = marks;
        this.pool = pool;
        this.synchronous = synchronous;
        this.thread = threadName == null ? null : new Thread(this::loop, threadName);
        if (thread != null) {
            thread.setDaemon(true);
        }
    }

    private record Task(Runnable body, CompletableFuture<Boolean> done) {}

    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Asks for a segment to be armed, and does not wait. */
    void request(SegmentHeader header) {
        lock.lock();
        try {
            wanted = header;
            work.signal();
        } finally {
            lock.unlock();
        }
        if (thread == null) {
            step();
        }
    }

    /** Whether a segment is armed or about to be. */
    boolean isRequested() {
        lock.lock();
        try {
            return wanted != null || armed != null || trouble != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the armed segment, waiting for it if need be. One that is too small is replaced.
     *
     * @param header what to ask for if none of at least this capacity is armed
     * @param neededBytes the least capacity
     * @throws LogFullException if there is no space for it
     */
    Armed take(SegmentHeader header, long neededBytes) {
        lock.lock();
        try {
            boolean asked = false;
            while (true) {
                rethrowTrouble();
                Armed ready = armed;
                if (ready != null && ready.header().capacity() >= neededBytes) {
                    armed = null;
                    return ready;
                }
                if (full != null && asked) {
                    throw full;
                }
                SegmentHeader pending = wanted;
                if (pending == null || pending.capacity() < neededBytes) {
                    wanted = header;
                    full = null;
                    asked = true;
                    work.signal();
                }
                if (thread == null) {
                    step();
                } else {
                    asked = true;
                    result.awaitUninterruptibly();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a task off the commit path, and waits for it, interrupted or not. Throws what it threw. */
    void run(Runnable body) {
        if (thread == null) {
            body.run();
            return;
        }
        Task task = new Task(body, new CompletableFuture<>());
        lock.lock();
        try {
            if (closing) {
                throw new LogClosedException(storage.describe(""));
            }
            tasks.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            task.done().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * Makes the armed segment anew, with a key made now, if it is as told; deletes the files that wait to become segments, whose
     * headers hold old keys. Called as a task, or by whoever leads if there is no thread.
     */
    void renewArmed(Predicate<SegmentHeader> old, LongSupplier salts) {
        Armed unused;
        SegmentHeader again = null;
        lock.lock();
        try {
            unused = armed;
            if (unused != null && old.test(unused.header())) {
                again = unused.header().inNewFile(salts.getAsLong());
                armed = null; // from here on nobody can go on in it
                wanted = again;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null && again != null) {
            unused.close();
            prepare(again);
        }
        if (pool.clear()) {
            storage.syncDirectory(LogNames.DIRECTORY);
        }
    }

    int armedSegments() {
        return armed == null ? 0 : 1;
    }

    long armedBytes() {
        Armed ready = armed;
        return ready == null ? 0 : ready.header().capacity();
    }

    /** How many segments were armed in new files. */
    long made() {
        return newFiles;
    }

    /** How many segments were armed in files that had been segments before. */
    long recycled() {
        return usedFiles;
    }

    SegmentPool pool() {
        return pool;
    }

    /** What went wrong and must fail the log, or {@code null}. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** Ends the thread after the tasks it was given; what is still armed stays so, for {@link #discard}. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread != null) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes back what was never used, armed or waiting to be, so that a closed log is no larger than what it holds. */
    void discard(long lastUsed) {
        Armed unused = armed;
        armed = null;
        if (unused != null) {
            unused.close(); // whatever becomes of the files below
        }
        boolean deleted = pool.clear();
        if (unused != null) {
            marks.updateBoth(m -> m.withHighest(lastUsed));
            storage.delete(LogNames.segment(unused.header().number()));
            deleted = true;
        }
        if (deleted) {
            storage.syncDirectory(LogNames.DIRECTORY);
        }
    }

    /** Closes the files of an armed segment without touching anything on the device. */
    void abandon() {
        Armed unused = armed;
        armed = null;
        if (unused != null) {
            unused.close();
        }
    }

    private void loop() {
        while (true) {
            lock.lock();
            try {
                while (tasks.isEmpty() && wanted == null && !closing) {
                    work.awaitUninterruptibly();
                }
                if (tasks.isEmpty() && closing) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            step();
        }
    }

    /** Runs a task, or arms what is wanted. */
    void step() {
        Task task;
        SegmentHeader header;
        lock.lock();
        try {
            task = tasks.poll();
            header = wanted;
        } finally {
            lock.unlock();
        }
        if (task != null) {
            run(task);
        } else if (header != null) {
            prepare(header);
        }
    }

    private static void run(Task task) {
        try {
            task.body().run();
            task.done().complete(true);
        } catch (Throwable e) {
            task.done().completeExceptionally(e);
        }
    }

    private void prepare(SegmentHeader header) {
        closeTooSmall();
        Armed made = null;
        LogFullException noSpace = null;
        Throwable failure = null;
        try {
            made = arm(header);
        } catch (LogFullException e) {
            noSpace = e;
        } catch (Throwable e) {
            failure = e;
        }
        lock.lock();
        try {
            armed = made;
            full = noSpace;
            trouble = failure;
            if (header.equals(wanted) || made == null) {
                wanted = null;
            }
            result.signalAll();
        } finally {
            lock.unlock();
        }
        if (failure instanceof Error error && thread == null) {
            throw error;
        }
    }

    /** One that is replaced is closed first: some systems refuse to rename over an open file. */
    private void closeTooSmall() {
        Armed small;
        lock.lock();
        try {
            small = armed;
            armed = null;
        } finally {
            lock.unlock();
        }
        if (small != null) {
            small.close();
        }
    }

    private Armed arm(SegmentHeader header) {
        Armed made = make(header);
        try {
            storage.syncDirectory(LogNames.DIRECTORY);
            marks.update(m -> m.withHighest(header.number()));
            return synchronous ? made.withSynchronous(files.openSynchronous(header)) : made;
        } catch (Throwable e) {
            SegmentFiles.closeQuietly(made, e);
            throw e;
        }
    }

    /** In a file that was a segment before, if one waits. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one segment at a time is armed
    private Armed make(SegmentHeader header) {
        SegmentPool.Used used = pool.take(header.capacity());
        Armed ready = used == null ? null : again(used, header.inFileOf(used.salt()));
        if (ready != null) {
            usedFiles++;
            return ready;
        }
        try {
            ready = fresh(header);
        } catch (LogFullException full) {
            if (!pool.clear()) {
                throw full;
            }
            ready = fresh(header); // in the space of the files that were waiting, which have another size
        }
        newFiles++;
        return ready;
    }

    /** The header is forced before anything else is written over, so that who still reads the old segment can tell. */
    private @Nullable Armed again(SegmentPool.Used used, SegmentHeader header) {
        Armed ready = null;
        try {
            ready = files.prepareAgain(used.name(), header);
            ready.file().force(true);
            storage.rename(used.name(), LogNames.segment(header.number()));
            return ready;
        } catch (StorageException e) {
            SegmentFiles.closeQuietly(ready, e);
            if (e.kind() != StorageException.Kind.NO_SPACE && e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            files.deleteIfThere(
                    used.name()); // some file systems never write a block twice; and somebody may have tidied
            return null;
        } catch (Throwable e) {
            SegmentFiles.closeQuietly(ready, e);
            throw e;
        }
    }

    /** Want of space up to here leaves a file that nothing names; from the next sync on, no error is harmless any more. */
    private Armed fresh(SegmentHeader header) {
        String temporary = LogNames.arming(header.number());
        Armed made = null;
        try {
            made = files.prepare(temporary, header);
            made.file().force(true);
            storage.rename(temporary, LogNames.segment(header.number()));
            return made;
        } catch (StorageException e) {
            SegmentFiles.closeQuietly(made, e);
            if (e.kind() == StorageException.Kind.NO_SPACE) {
                files.deleteIfThere(temporary);
                throw new LogFullException(storage.describe(""), header.capacity(), e);
            }
            throw e;
        } catch (Throwable e) {
            SegmentFiles.closeQuietly(made, e);
            throw e;
        }
    }

    private void rethrowTrouble() {
        Throwable failed = trouble;
        if (failed instanceof RuntimeException e) {
            throw e;
        }
        if (failed instanceof Error e) {
            throw e;
        }
    }
}
