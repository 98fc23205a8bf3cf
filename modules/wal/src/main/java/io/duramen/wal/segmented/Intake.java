// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where callers hand over records and get their numbers: one batch is open, the one before it is being written. The two
 * blocks of memory change places at each turn, and they are all the records that can be under way.
 *
 * <p>Claims need no lock. Only the leader turns, rejects and fails.
 */
final class Intake {
    private static final int FIRST_BLOCK = 64 << 10;
    private static final int LARGEST_BLOCK = 1 << 20;

    private final String directory;
    private final int largestBlock;
    private final AtomicReference<@Nullable RoomWaiter> roomWaiters = new AtomicReference<>();

    private volatile Batch open;
    private volatile @Nullable RuntimeException refusal;
    private volatile int wantedRoom;

    // the leader's
    private int blockBytes;
    private @Nullable Batch spare;

    Intake(WalOptions options, String directory, long nextLsn) {
        this.directory = directory;
        this.largestBlock = Math.max(2048, Math.min(LARGEST_BLOCK, options.maxPendingBytes() / 2));
        this.blockBytes = Math.min(FIRST_BLOCK, largestBlock);
        this.open = new Batch(blockBytes, nextLsn);
    }

    /** Somebody who waits for room, until he is told once. */
    private static final class RoomWaiter {
        private final Thread thread;
        private final @Nullable RoomWaiter next;
        private volatile boolean told;

        RoomWaiter(Thread thread, @Nullable RoomWaiter next) {
            this.thread = thread;
            this.next = next;
        }
    }

    /** The batch that takes records now. Throws if the log takes none. */
    Batch open() {
        RuntimeException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        return open;
    }

    boolean hasWork() {
        return open.hasWork();
    }

    /** The last number given out. */
    long lastClaimed() {
        return open.lastLsn();
    }

    /** How much is claimed of the open batch. */
    int claimedBytes() {
        return open.length();
    }

    int room() {
        return open.room();
    }

    /** Waits until another batch is open than one that was found shut, which takes the leader a moment. */
    void awaitOther(Batch shut) {
        for (int spins = 0; open == shut && refusal == null; spins++) {
            pause(spins);
        }
    }

    /** Notes that records of this length found no room, so that the next block is larger. */
    void wantRoom(Batch full, int length) {
        if (wantedRoom < length) {
            wantedRoom = length;
        }
        full.wantTurn();
    }

    /**
     * Parks until another batch is open, or the time is over. Somebody must be leading, or have been told to.
     *
     * @return false if the time is over
     */
    boolean awaitRoom(Batch full, long deadline) {
        RoomWaiter self = null;
        boolean interrupted = false;
        boolean there = true;
        while (open == full && refusal == null) {
            // told too early: a turn that opened this very batch may tell those who wait for the next one
            if (self == null || self.told) {
                self = register();
                continue;
            }
            if (deadline == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    there = false;
                    break;
                }
                LockSupport.parkNanos(this, left);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return there;
    }

    private RoomWaiter register() {
        while (true) {
            RoomWaiter first = roomWaiters.get();
            RoomWaiter self = new RoomWaiter(Thread.currentThread(), first);
            if (roomWaiters.compareAndSet(first, self)) {
                return self;
            }
        }
    }

    /** Whether somebody waits for room; for tests. */
    boolean hasRoomWaiters() {
        return roomWaiters.get() != null;
    }

    // ---- the leader's

    /** Shuts the open batch and opens the next, if anything was claimed or wanted; the batch is complete when this returns. */
    @Nullable
    Batch take() {
        Batch batch = open;
        if (!batch.hasWork()) {
            return null;
        }
        batch.shut();
        open = next(batch.firstLsn() + batch.records());
        wakeRoomWaiters();
        batch.awaitFilled();
        return batch;
    }

    /** Gives a batch's memory back once nobody reads it any more. */
    void release(Batch batch) {
        if (batch.room() == blockBytes) {
            spare = batch;
        }
    }

    private Batch next(long firstLsn) {
        int wanted = wantedRoom;
        if (wanted > 0) {
            wantedRoom = 0;
            blockBytes = Math.min(blockBytes * 2, largestBlock);
        }
        Batch free = spare;
        spare = null;
        if (wanted > blockBytes) {
            // for one record larger than a block, and for those that claim before its owner is awake; not kept
            return new Batch(wanted + blockBytes, firstLsn);
        }
        if (free != null && free.room() == blockBytes) {
            return new Batch(free.bytes(), free.view(), firstLsn);
        }
        return new Batch(blockBytes, firstLsn);
    }

    /** Fails a batch and everything to come. */
    void fail(Throwable cause, long durableLsn, @Nullable Batch batch) {
        LogFailedException failure = new LogFailedException(directory, durableLsn, cause);
        refuse(failure);
        if (batch != null) {
            batch.settle(failure);
        }
        Batch waiting = open;
        waiting.shut();
        waiting.settle(failure);
        waiting.wake();
        wakeRoomWaiters();
    }

    /** Turns away a batch and everything claimed after it; their numbers are given out again. */
    void reject(RuntimeException cause, Batch batch) {
        Batch waiting = open;
        waiting.shut();
        open = next(batch.firstLsn());
        wakeRoomWaiters();
        waiting.awaitFilled();
        waiting.settle(cause);
        waiting.wake();
        release(waiting);
        batch.settle(cause);
    }

    /** Takes nothing from now on; what was claimed before is still taken. */
    void refuse(RuntimeException why) {
        if (refusal == null || why instanceof LogFailedException) {
            refusal = why;
        }
    }

    /** After {@link #refuse}: takes the last batch, from which on every claim finds the refusal. */
    @Nullable
    Batch takeLast() {
        Batch batch = open;
        batch.shut();
        wakeRoomWaiters();
        batch.awaitFilled();
        return batch.records() == 0 && !batch.syncWanted() ? null : batch;
    }

    /** Why nothing is taken any more, or {@code null}. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    /** Tells everybody who waits for room to look again. */
    void wakeRoomWaiters() {
        if (roomWaiters.get() == null) {
            return;
        }
        for (RoomWaiter at = roomWaiters.getAndSet(null); at != null; at = at.next) {
            at.told = true;
            LockSupport.unpark(at.thread);
        }
    }

    /** Spins for a moment, then lets others run: whom we wait for may have been put off the processor. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint only: nothing relies on what the scheduler does with it
    static void pause(int spins) {
        if (spins < 64) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
