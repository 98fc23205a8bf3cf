// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a log's writer does, one step at a time: take a group of lines, append them by one write, force them, acknowledge them.
 * A thread loops over the steps in production, a test calls them one by one. One thread at a time; the lock of this object
 * sees to that.
 */
final class LineSteps {
    private static final int GROUP_BYTES = 1 << 20;

    private final Storage storage;
    private final WalOptions options;
    private final LineQueue queue;
    private final LiveFile live;
    private final TransactionStates states;
    private final UUID logId;
    private final LineBuffer buffer = new LineBuffer();
    private final List<PendingLines> group = new ArrayList<>();

    private StorageFile file;
    private long end;
    private long lastLsn;
    private volatile long checkpoint;
    private boolean unsynced;
    private boolean marked;
    private boolean failed;
    private boolean drained;
    private @Nullable RuntimeException drainFailure;

    private long records;
    private long payloadBytes;
    private long groups;
    private long bytes;
    private long writes;
    private long syncs;
    private long rewrites;
    private volatile WalStatistics statistics = new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    LineSteps(
            Storage storage,
            WalOptions options,
            LineQueue queue,
            LiveFile live,
            TransactionStates states,
            OpenedFile opened) {
        this.storage = storage;
        this.options = options;
        this.queue = queue;
        this.live = live;
        this.states = states;
        this.logId = opened.logId();
        this.file = opened.file();
        this.end = opened.end();
        this.lastLsn = opened.lastLsn();
        this.checkpoint = opened.checkpoint();
        this.marked = opened.closed();
    }

    /** Does what there is to do next. Returns false if there was nothing. */
    synchronized boolean step() {
        Task task = queue.take(GROUP_BYTES, group);
        if (task != null) {
            runTask(task);
            return true;
        }
        if (group.isEmpty()) {
            return false;
        }
        try {
            writeGroup();
            acknowledge();
        } catch (LogFullException full) {
            queue.reject(full, lastLsn + 1, group);
        } catch (RuntimeException e) {
            poison(e);
        }
        group.clear();
        return true;
    }

    private void writeGroup() {
        buffer.clear();
        long lsn = lastLsn;
        for (PendingLines lines : group) {
            long more = lines.lines().texts().size();
            for (String text : lines.lines().texts()) {
                lsn++;
                more--;
                buffer.add(text, lsn, live.durableLsn(), more);
            }
        }
        long from = end;
        write();
        live.note(lastLsn + 1, from);
        lastLsn = lsn;
        marked = false;
        if (options.durability() != Durability.NONE) {
            force();
        }
    }

    /** Appends what is in the buffer. If there is no space for it, what was written of it is cut off again. */
    private void write() {
        int length = buffer.length();
        try {
            file.writeFully(buffer.buffer(), end);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NO_SPACE) {
                throw e;
            }
            file.truncate(end);
            file.force(true); // or a crash might bring back lines whose callers were told that they are not there
            throw new LogFullException(storage.describe(""), length, e);
        }
        end += length;
        unsynced = true;
        groups++;
        writes++;
        bytes += length;
    }

    private void force() {
        if (unsynced) {
            file.force(false);
            syncs++;
            unsynced = false;
        }
        live.advance(lastLsn, end);
    }

    private void acknowledge() {
        for (PendingLines lines : group) {
            records += lines.lines().texts().size();
            payloadBytes += lines.lines().payloadBytes();
            lines.lines().steps().forEach(states::apply);
        }
        publish();
        for (PendingLines lines : group) {
            lines.complete(null);
        }
    }

    /** Forces what was written; run as a task. */
    void forceNow() {
        force();
        publish();
    }

    /** Notes that everything below a record is held elsewhere; run as a task. */
    void checkpoint(long lsn) {
        forceNow();
        if (lsn < live.firstLsn() || lsn > live.durableLsn() + 1) {
            throw new RecordsRemovedException(storage.describe(""), lsn, live.firstLsn(), live.durableLsn());
        }
        long before = checkpoint;
        checkpoint = Math.max(before, lsn);
        try {
            mark(false);
        } catch (LogFullException full) {
            checkpoint = before;
            throw full;
        }
    }

    private void mark(boolean closed) {
        force();
        buffer.clear();
        Mark mark = Mark.later(logId, checkpoint, closed);
        buffer.addMark(
                LineCodec.encode(
                        mark, options.random().nextLong(), options.clock().instant()),
                lastLsn);
        write();
        force();
        marked = closed;
        publish();
    }

    /**
     * Lets a rewritten file take over; run as a task. The lines that came meanwhile are copied into it first.
     */
    void replace(Rewrite rewrite, long copiedEnd, long firstLsn) {
        force();
        try {
            copy(rewrite, copiedEnd);
            rewrite.force();
        } catch (RuntimeException e) {
            throw new HarmlessException(e);
        }
        long newEnd = rewrite.end();
        file.close(); // some systems rename nothing onto a file that is open
        live.replace(rewrite::rename, rewrite.index(), firstLsn, newEnd);
        file = rewrite.reopen();
        end = newEnd;
        rewrites++;
        publish();
    }

    private void copy(Rewrite rewrite, long from) {
        RawLines source = new RawLines(file::read, from, end);
        while (source.advance()) {
            try {
                Line line = LineParser.parse(source);
                rewrite.raw(source.line(), line.mark() == null ? line.lsn() : 0);
            } catch (BadLineException e) {
                throw new CorruptLogException(
                        storage.describe(LineNames.LOG),
                        source.offset(),
                        lastLsn,
                        "a line as it was written",
                        e.found(),
                        "it was written since the log was opened");
            }
        }
    }

    private void runTask(Task task) {
        if (failed) {
            task.complete(queue.refusal());
            return;
        }
        try {
            task.run();
            task.complete(null);
        } catch (RecordsRemovedException | LogFullException refused) {
            task.complete(refused);
        } catch (HarmlessException harmless) {
            task.complete(harmless.reason());
        } catch (RuntimeException | Error e) {
            poison(e);
            task.complete(queue.refusal());
        }
    }

    /** Does all that is left, marks the log as closed in order unless it failed, and closes the file. */
    synchronized void drain() {
        if (drained) {
            return;
        }
        while (step()) {
            // until nothing is left
        }
        drained = true;
        try {
            if (!failed && !marked) {
                mark(true);
            }
        } catch (LogFullException full) {
            // closed without its mark: the next open takes it for a crash, and finds everything
        } catch (RuntimeException e) {
            poison(e);
            drainFailure = new LogFailedException(storage.describe(""), live.durableLsn(), e);
        } finally {
            file.close();
        }
    }

    /** Why the log could not be closed in order, or {@code null}. */
    synchronized @Nullable RuntimeException drainFailure() {
        return drainFailure;
    }

    /** Fails the log because of something no step expects, such as want of memory. */
    synchronized void abandon(Throwable fatal) {
        poison(fatal);
    }

    private void poison(Throwable cause) {
        failed = true;
        queue.fail(cause, live.durableLsn(), group);
        group.clear();
    }

    long checkpoint() {
        return checkpoint;
    }

    WalStatistics statistics() {
        return statistics;
    }

    private void publish() {
        statistics = new WalStatistics(records, payloadBytes, groups, bytes, writes, syncs, 0, rewrites);
    }

    /** A task could not do its work, and the log is as it was. */
    private static final class HarmlessException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException reason;

        HarmlessException(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }

        RuntimeException reason() {
            return reason;
        }
    }
}
