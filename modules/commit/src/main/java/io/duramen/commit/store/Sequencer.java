// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.commit.Changes;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreFailedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.TransactionTooLargeException;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts transactions in order. A lock covers what must be in order: applying a transaction to the newest version and giving its
 * record to the log. The wait for the device is outside, so that many transactions share a sync; each is built on the one
 * before, durable or not, and readers see the last version that is.
 *
 * <p>If the log cannot take a record for want of space, every version built on it falls, and the newest is again the last
 * durable one. Records of fallen versions that were under way may reach the log all the same; each says which number it was
 * made for, and since it gets another, it counts for nothing.
 */
final class Sequencer {
    private final WriteAheadLog log;
    private final String directory;
    private final int maxPayload;
    private final AtomicLong transactionIds;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Version durable;
    private volatile @Nullable Throwable failure;
    private Version newest;
    private boolean closed;

    Sequencer(WriteAheadLog log, String directory, int maxPayload, Version start, long lastTransactionId) {
        this.log = log;
        this.directory = directory;
        this.maxPayload = maxPayload;
        this.transactionIds = new AtomicLong(lastTransactionId);
        this.durable = start;
        this.newest = start;
    }

    /** A transaction that has its place, and the size of its record. */
    record Placed(long transactionId, Version version, int bytes, int operations) {}

    /** Returns the last durable version. */
    Version durable() {
        return durable;
    }

    long lastTransactionId() {
        return transactionIds.get();
    }

    PendingChanges begin() {
        checkWritable();
        return new PendingChanges(transactionIds.incrementAndGet(), durable().map());
    }

    /** Runs a body on the newest version and places what it changed. */
    Placed place(Consumer<Changes> body) {
        enter();
        try {
            PendingChanges changes = new PendingChanges(transactionIds.incrementAndGet(), newest.map());
            try {
                body.accept(changes);
            } finally {
                changes.end();
            }
            return place(changes, newest);
        } finally {
            lock.unlock();
        }
    }

    /** Places changes that were made on a durable version, if what they read is still so. */
    Placed place(PendingChanges changes) {
        enter();
        try {
            changes.checkReads(newest.map());
            return place(changes, newest);
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        checkNotInBody();
        lock.lock();
        try {
            checkWritable();
            if (closed) {
                throw new StoreClosedException(directory);
            }
        } catch (RuntimeException e) {
            lock.unlock();
            throw e;
        }
    }

    void checkNotInBody() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the body of a transaction must not call what writes to its store");
        }
    }

    private Placed place(PendingChanges changes, Version on) {
        if (changes.isEmpty()) {
            return new Placed(changes.transactionId(), on, 0, 0);
        }
        long size = TransactionRecord.size(changes.changes());
        if (size > maxPayload) {
            throw new TransactionTooLargeException(changes.transactionId(), size, maxPayload);
        }
        MerkleMap changed = on.map().with(changes.changes());
        long lsn = on.position() + 1;
        var record = new TransactionRecord(lsn, on.map().root(), changed.root(), List.copyOf(changes.changes()));
        PendingAppend pending = submit(entry(changes, record), changes.transactionId());
        Version version = on.next(pending, changed);
        if (pending.lsn() != lsn) {
            goBack(version);
            throw new StoreFullException(directory, "transaction " + changes.transactionId(), outOfPlace());
        }
        newest = version;
        return new Placed(
                changes.transactionId(), version, (int) size, changes.changes().size());
    }

    private static LogEntry entry(PendingChanges changes, TransactionRecord record) {
        LogEntry.Builder entry = LogEntry.builder(record.encode())
                .type(RecordType.COMMIT)
                .operation("commit")
                .transactionId(changes.transactionId());
        String actor = changes.actor();
        return (actor == null ? entry : entry.actor(actor)).build();
    }

    private PendingAppend submit(LogEntry entry, long transactionId) {
        try {
            return log.submit(entry);
        } catch (LogFullException e) {
            goBack(newest);
            throw new StoreFullException(directory, "transaction " + transactionId, e);
        } catch (DuramenException e) {
            throw fail(e);
        }
    }

    /** Waits until a version is durable and shows it to readers. */
    CommitReceipt await(Placed placed) {
        Version version = placed.version();
        Version.Way way = version.way();
        if (way != null) {
            Throwable why = whyLost(way, version);
            if (why != null) {
                throw fallen(placed, why);
            }
            show(version);
        }
        return new CommitReceipt(version.lsn(), version.map().root(), placed.transactionId());
    }

    /** Waits for a record. Returns {@code null} once it is durable in its place, or why it never will be. */
    private @Nullable Throwable whyLost(Version.Way way, Version version) {
        try {
            return way.record().await() == version.lsn() ? null : outOfPlace();
        } catch (LogFullException e) {
            return e;
        } catch (DuramenException e) {
            throw fail(e);
        }
    }

    private static Throwable outOfPlace() {
        return new IllegalStateException("a transaction it was built on was not written");
    }

    private StoreFullException fallen(Placed placed, Throwable cause) {
        lock.lock();
        try {
            if (placed.version().epoch() == newest.epoch()) {
                goBack(newest);
            }
        } finally {
            lock.unlock();
        }
        return new StoreFullException(directory, "transaction " + placed.transactionId(), cause);
    }

    /**
     * Makes the last durable version the newest. First everything under way must have come to its end, so that the log's next
     * number is known.
     *
     * @param last the last version whose record was given to the log, in its place or not
     */
    private void goBack(Version last) {
        Deque<Version> underWay = new ArrayDeque<>();
        for (Version version = last; ; ) {
            Version.Way way = version.way();
            if (way == null) {
                break;
            }
            underWay.push(version);
            version = way.builtOn();
        }
        boolean stands = true;
        for (Version version : underWay) {
            Version.Way way = version.way();
            boolean lost = way != null && whyLost(way, version) != null;
            stands = stands && !lost;
            if (stands) {
                show(version);
            }
        }
        Version start = durable();
        newest = Version.durable(start.lsn(), log.durableLsn(), start.map(), newest.epoch() + 1);
    }

    /** Every version holds all before it, so that showing a later one first is no harm. */
    private void show(Version version) {
        synchronized (this) {
            if (version.lsn() > durable.lsn()) {
                durable = version;
            }
        }
        version.arrived();
    }

    /** Stops all writing for good. */
    StoreFailedException fail(Throwable cause) {
        Throwable first;
        synchronized (this) {
            first = failure == null ? cause : failure;
            failure = first;
        }
        return new StoreFailedException(directory, durable.lsn(), first);
    }

    void checkWritable() {
        Throwable cause = failure;
        if (cause != null) {
            throw fail(cause);
        }
    }

    /** Lets no transaction in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
