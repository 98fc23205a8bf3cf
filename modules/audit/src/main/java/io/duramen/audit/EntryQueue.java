// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFullException;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives entries their places and makes them durable. One thread at a time writes, all that gathered while the one before was
 * written, in one frame: so many threads share a sync, and a batch the log turns away has nothing behind it that was chained to
 * it.
 */
final class EntryQueue {
    /** What the log counts for a record beside its payload, generously. */
    private static final int RECORD_BYTES = 64;

    private static final int MAX_ENTRY_BYTES = 1 << 20;

    private final WriteAheadLog log;
    private final String directory;
    private final int maxPendingBytes;
    private final int maxBatchBytes;
    private final Consumer<AuditEntry> durable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queuedBytes;
    private @Nullable Thread writer;
    private @Nullable Throwable failure;
    private boolean closed;
    private volatile AuditHead head;

    EntryQueue(
            WriteAheadLog log,
            String directory,
            int maxRecordBytes,
            int maxPendingBytes,
            AuditHead head,
            Consumer<AuditEntry> durable) {
        this.log = log;
        this.directory = directory;
        this.maxPendingBytes = maxPendingBytes;
        this.maxBatchBytes = Math.min(maxRecordBytes, MAX_ENTRY_BYTES + RECORD_BYTES);
        this.head = head;
        this.durable = durable;
    }

    /** An entry on its way, and what became of it; used under the lock. */
    private static final class Waiting {
        private final Draft draft;
        private @Nullable AuditEntry entry;
        private @Nullable RuntimeException refusal;

        Waiting(Draft draft) {
            this.draft = draft;
        }

        int size() {
            return draft.size() + RECORD_BYTES;
        }

        boolean isOver() {
            return entry != null || refusal != null;
        }

        AuditEntry result() {
            if (refusal != null) {
                throw refusal;
            }
            if (entry == null) {
                throw new IllegalStateException("the entry is still on its way");
            }
            return entry;
        }
    }

    /** Where the trail stands with what is durable. */
    AuditHead head() {
        return head;
    }

    /** How much waits to be written, in bytes. */
    int pendingBytes() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Appends entries in their order and waits until they are durable and those who hear of them have. */
    List<AuditEntry> append(List<Draft> drafts) {
        List<Waiting> mine = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.size() + RECORD_BYTES > maxBatchBytes) {
                throw new AuditEntryTooLargeException(directory, draft.size(), maxBatchBytes - RECORD_BYTES);
            }
            mine.add(new Waiting(draft));
        }
        lock.lock();
        try {
            mine.forEach(this::enter);
            List<AuditEntry> entries = new ArrayList<>();
            for (Waiting each : mine) {
                while (!each.isOver()) {
                    step();
                }
                entries.add(each.result());
            }
            return entries;
        } finally {
            lock.unlock();
        }
    }

    private void enter(Waiting mine) {
        checkNotHearing();
        checkOpen();
        while (queuedBytes > 0 && queuedBytes + mine.size() > maxPendingBytes) {
            step();
            checkOpen();
        }
        queue.add(mine);
        queuedBytes += mine.size();
    }

    private void checkNotHearing() {
        if (writer == Thread.currentThread()) {
            throw new IllegalStateException("who hears of a trail's entries must not append to it or close it");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new AuditClosedException(directory);
        }
        if (failure != null) {
            throw new AuditFailedException(directory, head.sequence(), failure);
        }
    }

    /** Writes what waits, or waits for whoever does. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls this looks again
    private void step() {
        if (writer != null) {
            changed.awaitUninterruptibly();
            return;
        }
        List<Waiting> batch = take();
        writer = Thread.currentThread();
        List<AuditEntry> entries = List.of();
        Throwable thrown = failure;
        lock.unlock();
        try {
            if (thrown == null) {
                entries = write(batch);
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            lock.lock();
            writer = null;
            changed.signalAll();
        }
        settle(batch, entries, thrown);
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        int bytes = 0;
        while (!queue.isEmpty() && (batch.isEmpty() || bytes + queue.getFirst().size() <= maxBatchBytes)) {
            Waiting next = queue.removeFirst();
            bytes += next.size();
            batch.add(next);
        }
        queuedBytes -= bytes;
        return batch;
    }

    private List<AuditEntry> write(List<Waiting> batch) {
        AuditHead at = head;
        List<AuditEntry> entries = new ArrayList<>();
        List<LogEntry> records = new ArrayList<>();
        for (Waiting each : batch) {
            AuditEntry entry = each.draft.placedBehind(at);
            entries.add(entry);
            records.add(each.draft.record());
            at = entry.head();
        }
        long last = log.submitAll(records).await();
        if (last != at.sequence()) {
            throw new IllegalStateException("entry " + at.sequence() + " became record " + last + " of the log");
        }
        head = at;
        entries.forEach(durable);
        return entries;
    }

    private void settle(List<Waiting> batch, List<AuditEntry> entries, @Nullable Throwable thrown) {
        if (thrown != null && !(thrown instanceof LogFullException) && failure == null) {
            failure = thrown;
        }
        for (int i = 0; i < batch.size(); i++) {
            Waiting each = batch.get(i);
            if (thrown == null) {
                each.entry = entries.get(i);
            } else if (thrown instanceof LogFullException) {
                each.refusal = new AuditFullException(directory, thrown);
            } else {
                each.refusal = new AuditFailedException(directory, head.sequence(), thrown);
            }
        }
    }

    /** Lets no entry in any more, and returns once all are written; whether this was the first call. */
    boolean close() {
        lock.lock();
        try {
            checkNotHearing();
            boolean first = !closed;
            closed = true;
            while (writer != null || !queue.isEmpty()) {
                step();
            }
            return first;
        } finally {
            lock.unlock();
        }
    }
}
