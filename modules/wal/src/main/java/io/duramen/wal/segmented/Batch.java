// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way into one frame: a block of memory that callers fill side by side, and what becomes of it. They share
 * one write, one sync and one fate.
 *
 * <p>A caller claims its place and its number by one compare-and-set; the order of claims is the order of numbers and of the
 * file. It encodes its record in place, without a lock, and says so. Whoever leads shuts the batch, waits for the last of
 * them, writes, and settles the outcome.
 */
final class Batch {
    /** The record does not fit behind those claimed before it. */
    static final long NO_ROOM = -1;
    /** Nothing is claimed here any more; another batch is open, or about to be. */
    static final long SHUT = -2;

    /** Where the first record stands; the frame's header goes before it, so that a plain frame is written as it lies here. */
    static final int BODY_AT = SegmentLayout.FRAME_HEADER_BYTES;

    /** Behind the last record there is always room to fill the frame's last block, and for one of zeros. */
    private static final int TAIL = 2 * SegmentLayout.BLOCK_BYTES;

    // the claims: shut, sync wanted, turn wanted, roll wanted, 28 bits of records, 32 bits of bytes
    private static final long SHUT_BIT = 1L << 63;
    private static final long SYNC_BIT = 1L << 62;
    private static final long TURN_BIT = 1L << 61;
    private static final long ROLL_BIT = 1L << 60;
    private static final long WISHES = SYNC_BIT | TURN_BIT | ROLL_BIT;

    private static final AtomicLongFieldUpdater<Batch> CLAIMS =
            AtomicLongFieldUpdater.newUpdater(Batch.class, "claims");
    private static final AtomicIntegerFieldUpdater<Batch> FILLED =
            AtomicIntegerFieldUpdater.newUpdater(Batch.class, "filled");
    private static final AtomicReferenceFieldUpdater<Batch, Waiter> WAITERS =
            AtomicReferenceFieldUpdater.newUpdater(Batch.class, Waiter.class, "waiters");

    private final byte[] bytes;
    private final ByteBuffer view;
    private final long firstLsn;
    private long begunAt; // written by the first claimer before he has filled his place
    private @Nullable Instruments instruments; // the leader's
    private volatile long claims;
    private volatile int filled;
    private volatile @Nullable Waiter waiters;
    private volatile @Nullable Throwable spoiled;
    private @Nullable RuntimeException failure; // written before done, read after it
    private volatile boolean done;
    private @Nullable Waiter roots; // whom wake() wakes; the leader's

    Batch(byte[] bytes, ByteBuffer view, long firstLsn) {
        this.bytes = bytes;
        this.view = view;
        this.firstLsn = firstLsn;
    }

    Batch(int bodyBytes, long firstLsn) {
        this(new byte[BODY_AT + bodyBytes + TAIL], firstLsn);
    }

    private Batch(byte[] bytes, long firstLsn) {
        this(bytes, ByteBuffer.wrap(bytes), firstLsn);
    }

    /**
     * Claims room for some records and their numbers.
     *
     * @return the place, to be given to {@link #at} and {@link #lsn}; or {@link #NO_ROOM} or {@link #SHUT}
     */
    long claim(int length, int records) {
        while (true) {
            long now = claims;
            if (now < 0) {
                return SHUT;
            }
            if (length > room() - (int) now) {
                return NO_ROOM;
            }
            if (CLAIMS.compareAndSet(this, now, now + ((long) records << 32) + length)) {
                return now & ~WISHES;
            }
        }
    }

    boolean hasRoomFor(int length) {
        return length <= room() - (int) claims;
    }

    /** Where in {@link #bytes} the records of a place stand. */
    static int at(long place) {
        return BODY_AT + (int) place;
    }

    /** The number of a place's first record. */
    long lsn(long place) {
        return firstLsn + (int) (place >>> 32);
    }

    /** Notes when the first record was claimed; called by him who did, before {@link #filled}. */
    void begunAt(long nanoTime) {
        begunAt = nanoTime;
    }

    long begunAt() {
        return begunAt;
    }

    /** Who times the waking; without it nobody does. */
    void watchedBy(Instruments by) {
        instruments = by;
    }

    /** Says that so many claimed records now stand in their places. */
    void filled(int records) {
        FILLED.addAndGet(this, records);
    }

    /** Says that a claimed place holds no record, because something went wrong while it was encoded. */
    void spoil(Throwable cause) {
        spoiled = cause;
    }

    /** Why the batch must not be written, or {@code null}; once it is filled. */
    @Nullable
    Throwable spoiled() {
        return spoiled;
    }

    /** Asks for everything up to here to be forced, even if nothing was claimed. False if that is too late: it is shut. */
    boolean wantSync() {
        return want(SYNC_BIT);
    }

    /** Asks for another batch to be opened, even if nothing was claimed. */
    boolean wantTurn() {
        return want(TURN_BIT);
    }

    /** Asks for the records behind those claimed so far to go into a new segment. */
    boolean wantRoll() {
        return want(ROLL_BIT | SYNC_BIT);
    }

    private boolean want(long bit) {
        while (true) {
            long now = claims;
            if (now < 0) {
                return false;
            }
            if ((now & bit) == bit || CLAIMS.compareAndSet(this, now, now | bit)) {
                return true;
            }
        }
    }

    boolean hasWork() {
        long now = claims;
        return now > 0;
    }

    /** Ends the claims. */
    void shut() {
        while (true) {
            long now = claims;
            if (now < 0 || CLAIMS.compareAndSet(this, now, now | SHUT_BIT)) {
                return;
            }
        }
    }

    /** Waits until everything claimed stands in its place; the last callers are in the middle of a copy. */
    void awaitFilled() {
        int expected = records();
        for (int spins = 0; filled != expected; spins++) {
            Intake.pause(spins);
        }
    }

    boolean syncWanted() {
        return (claims & SYNC_BIT) != 0;
    }

    boolean rollWanted() {
        return (claims & ROLL_BIT) != 0;
    }

    int records() {
        return (int) ((claims & ~(SHUT_BIT | WISHES)) >>> 32);
    }

    /** How many bytes of records there are. */
    int length() {
        return (int) claims;
    }

    /** Fills the body up with zeros; once it is shut and filled. */
    void pad(int bodyLength) {
        Arrays.fill(bytes, BODY_AT + length(), BODY_AT + bodyLength, (byte) 0);
    }

    long firstLsn() {
        return firstLsn;
    }

    long lastLsn() {
        return firstLsn + records() - 1;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The same memory as {@link #bytes}. */
    ByteBuffer view() {
        return view;
    }

    int room() {
        return bytes.length - BODY_AT - TAIL;
    }

    // ---- the outcome

    boolean isDone() {
        return done;
    }

    /** Throws what the batch failed with, if it did; only after {@link #isDone}. */
    void check() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Notes somebody to be told of the outcome; false if it is there, or is just being settled. */
    boolean register(Waiter waiter) {
        while (true) {
            Waiter first = waiters;
            if (first == Waiter.NOBODY) {
                for (int spins = 0; !done; spins++) {
                    Intake.pause(spins);
                }
                return false;
            }
            waiter.next(first);
            if (WAITERS.compareAndSet(this, first, waiter)) {
                return true;
            }
        }
    }

    /**
     * Settles the outcome: who waits finds it, but is not woken yet. Whom each of them wakes in turn is fixed before, so that
     * one who finds the outcome without being woken passes it on all the same. What was settled before stays so.
     */
    void settle(@Nullable RuntimeException with) {
        if (done) {
            return;
        }
        Waiter all = WAITERS.getAndSet(this, Waiter.NOBODY);
        roots = Waiter.arrange(all);
        failure = with;
        done = true;
    }

    /** Wakes the first of those who wait; they wake the others. */
    void wake() {
        Waiter first = roots;
        roots = null;
        if (first != null) {
            Instruments by = instruments;
            long begun = by == null ? 0 : by.now();
            Waiter.wake(first, this);
            if (by != null) {
                by.woke(begun);
            }
        }
    }
}
