// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.commit.Changes;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreFailedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
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
 *
 * <p>In {@code STRICT} mode a version is shown, and its transaction acknowledged, only when {@code ROOT} names it or a later
 * one.
 */
final class Sequencer {
    /** What a version is given that must not stand, because its COMMIT record has not been given to the log. */
    private static final long NO_NUMBER = 0;

    /** How often one who finds the lock taken looks again before he parks, and how often of these without giving way. */
    private static final int LOOKS = 256;

    private static final int LOOKS_AT_ONCE = 64;

    private final WriteAheadLog log;
    private final String directory;
    private final int maxRecordBytes;
    private final Staging staging;
    private final @Nullable RootPublisher roots;
    private final AtomicLong transactionIds;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Version durable;
    private volatile @Nullable Throwable failure;
    private Version newest;
    private boolean closed;

    /**
     * @param start the version recovered
     * @param roots replaces {@code ROOT} before a version is shown; {@code null} if there is none
     */
    Sequencer(
            WriteAheadLog log,
            String directory,
            StoreOptions options,
            Version start,
            long lastTransactionId,
            @Nullable RootPublisher roots) {
        this.log = log;
        this.directory = directory;
        this.maxRecordBytes = options.wal().maxRecordBytes();
        this.staging = new Staging(options);
        this.roots = roots;
        this.transactionIds = new AtomicLong(lastTransactionId);
        this.durable = start;
        this.newest = start;
    }

    /** A transaction that has its place, and the size of its records. */
    record Placed(Staged staged, Version version) {
        long transactionId() {
            return staged.transactionId();
        }
    }

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
        return placeAll(List.of(body)).get(0);
    }

    /** Runs bodies, each on what the one before left, and places what they changed once all have run. */
    List<Placed> placeAll(List<Consumer<Changes>> bodies) {
        enter();
        try {
            List<Staged> staged = new ArrayList<>(bodies.size());
            MerkleMap map = newest.map();
            long position = newest.position();
            for (Consumer<Changes> body : bodies) {
                Staged next = staging.stage(run(body, map), map, position);
                staged.add(next);
                map = next.map();
                position = next.lsn();
            }
            return submit(staged);
        } finally {
            lock.unlock();
        }
    }

    private PendingChanges run(Consumer<Changes> body, MerkleMap on) {
        PendingChanges changes = new PendingChanges(transactionIds.incrementAndGet(), on);
        try {
            body.accept(changes);
        } finally {
            changes.end();
        }
        changes.checkConditions(on); // what it read it has read of this very state
        return changes;
    }

    /** Places changes that were made on a durable version, if what they rely on is still so. */
    Placed place(PendingChanges changes) {
        enter();
        try {
            changes.checkConditions(newest.map());
            changes.checkReads(newest.map());
            return submit(List.of(staging.stage(changes, newest.map(), newest.position())))
                    .get(0);
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        checkNotInBody();
        lock();
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

    /** Who holds the lock is done in microseconds, as a rule; to park and be woken takes longer than that. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint only: nothing relies on what the scheduler does with it
    private void lock() {
        for (int looks = 0; looks < LOOKS; looks++) {
            if (lock.tryLock()) {
                return;
            }
            if (looks < LOOKS_AT_ONCE) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        lock.lock();
    }

    void checkNotInBody() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the body of a transaction must not call what writes to its store");
        }
    }

    /** Gives transactions to the log, each built on the one before, the first on the newest version. */
    private List<Placed> submit(List<Staged> staged) {
        List<Placed> placed = new ArrayList<>(staged.size());
        for (List<Staged> group : Groups.of(staged, maxRecordBytes)) {
            submitGroup(group, placed);
        }
        return placed;
    }

    private void submitGroup(List<Staged> group, List<Placed> placed) {
        List<LogEntry> entries = Groups.entries(group);
        if (entries.isEmpty()) {
            group.forEach(staged -> placed.add(new Placed(staged, newest)));
            return;
        }
        Staged first = group.get(0);
        long number = newest.position() + entries.size();
        PendingAppend record = first.isLarge() ? submitOneByOne(first) : submit(first, entries, newest);
        Version version = newest;
        for (Staged staged : group) {
            version = staged.isEmpty() ? version : version.next(staged, record, number);
            placed.add(new Placed(staged, version));
        }
        if (record.lsn() != number) {
            throw outOfPlace(first, version);
        }
        newest = version;
    }

    /** The COMMIT record only once every part has got the number it was made for. */
    private PendingAppend submitOneByOne(Staged large) {
        List<LogEntry> entries = large.entries();
        int parts = entries.size() - 1;
        Version last = newest;
        long number = newest.position();
        for (LogEntry part : entries.subList(0, parts)) {
            PendingAppend pending = submit(large, List.of(part), last);
            number++;
            last = newest.next(large, pending, NO_NUMBER);
            if (pending.lsn() != number) {
                throw outOfPlace(large, last);
            }
        }
        return submit(large, List.of(entries.get(parts)), last);
    }

    private PendingAppend submit(Staged first, List<LogEntry> entries, Version last) {
        try {
            return entries.size() == 1 ? log.submit(entries.get(0)) : log.submitAll(entries);
        } catch (LogFullException e) {
            goBack(last);
            throw new StoreFullException(directory, "transaction " + first.transactionId(), e);
        } catch (DuramenException e) {
            throw fail(e);
        }
    }

    private StoreFullException outOfPlace(Staged staged, Version last) {
        goBack(last);
        return new StoreFullException(directory, "transaction " + staged.transactionId(), outOfPlace());
    }

    /** Waits until a version is durable and shows it to readers. */
    CommitReceipt await(Placed placed) {
        Version version = placed.version();
        Version.Way way = version.way();
        if (way != null) {
            Throwable why = whyLost(way);
            if (why != null) {
                throw fallen(placed, why);
            }
            show(version);
        }
        return new CommitReceipt(version.lsn(), version.map().root(), placed.transactionId());
    }

    /** Runs something once {@link #await} would not wait any more, on the executor for completions. */
    void whenArrived(Placed placed, Runnable then) {
        Version version = placed.version();
        Version.Way way = version.way();
        if (way == null) {
            then.run();
            return;
        }
        CompletionStage<?> unused = way.record().stage().whenComplete((lsn, failed) -> {
            if (roots == null || failed != null || way.isOutOfPlace()) {
                then.run();
            } else {
                roots.whenPublished(version, then);
            }
        });
    }

    /** Waits for a record. Returns {@code null} once it is durable in its place, or why it never will be. */
    private @Nullable Throwable whyLost(Version.Way way) {
        try {
            long unused = way.record().await();
            return way.isOutOfPlace() ? outOfPlace() : null;
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
        Version standing = null;
        boolean stands = true;
        for (Version version : underWay) {
            Version.Way way = version.way();
            boolean lost = way != null && whyLost(way) != null;
            stands = stands && !lost;
            standing = stands ? version : standing;
        }
        if (standing != null) {
            show(standing);
        }
        Version start = durable();
        newest = Version.durable(start.lsn(), log.durableLsn(), start.map(), newest.epoch() + 1);
    }

    /** Every version holds all before it, so that showing a later one first is no harm. */
    private void show(Version version) {
        if (roots != null) {
            try {
                roots.publish(version);
            } catch (RuntimeException e) {
                throw fail(e);
            }
        }
        if (version.lsn() > durable.lsn()) { // often another of the same sync was faster
            synchronized (this) {
                if (version.lsn() > durable.lsn()) {
                    durable = version;
                }
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

    /** Lets no transaction in any more. {@code ROOT} is replaced for what is under way while the log still has its lock. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (roots != null && failure == null) {
                goBack(newest);
            }
        } catch (DuramenException e) {
            // whoever waits for what is under way is told
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads, once the log is closed and all completions were given to them. */
    void closeThreads() {
        if (roots != null) {
            roots.close();
        }
    }
}
