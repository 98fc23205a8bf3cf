// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a batch: a parked thread, or a stage to be completed.
 *
 * <p>Waking a thread costs a few microseconds, waking sixty-four of them more than a sync. So the leader wakes two, and each
 * of those wakes the one arranged behind it, while the next group is already being written.
 */
final class Waiter {
    /** Marks a batch for which nobody can wait any more. */
    static final Waiter NOBODY = new Waiter(null, null);

    private final @Nullable Thread thread;
    private final @Nullable Append append;
    private @Nullable Waiter next; // in the batch's list, then among the roots
    private @Nullable Waiter successor; // whom this one wakes

    private Waiter(@Nullable Thread thread, @Nullable Append append) {
        this.thread = thread;
        this.append = append;
    }

    static Waiter thread(Thread thread) {
        return new Waiter(thread, null);
    }

    static Waiter stage(Append append) {
        return new Waiter(null, append);
    }

    void next(@Nullable Waiter waiter) {
        next = waiter;
    }

    /**
     * Turns a batch's list, newest first, into two chains of threads and the stages; oldest first. Nothing is allocated, so
     * that it cannot fail.
     */
    static @Nullable Waiter arrange(@Nullable Waiter newest) {
        Waiter oldest = null;
        for (Waiter at = newest; at != null; ) {
            Waiter before = at.next;
            at.next = oldest;
            oldest = at;
            at = before;
        }
        Waiter roots = null;
        Waiter lastRoot = null;
        Waiter oneEnd = null;
        Waiter otherEnd = null; // the end of the chain whose turn it is
        for (Waiter at = oldest; at != null; at = oldest) {
            oldest = at.next;
            at.next = null;
            if (at.thread != null && otherEnd != null) {
                otherEnd.successor = at;
            } else if (lastRoot == null) {
                roots = at;
                lastRoot = at;
            } else {
                lastRoot.next = at;
                lastRoot = at;
            }
            if (at.thread != null) {
                otherEnd = oneEnd;
                oneEnd = at;
            }
        }
        return roots;
    }

    /** Wakes the roots, and hands the stages among them to the executor in one piece. */
    static void wake(Waiter roots, Batch batch) {
        Append stages = null;
        Append last = null;
        for (Waiter at = roots; at != null; at = at.next) {
            if (at.thread != null) {
                LockSupport.unpark(at.thread);
            } else if (at.append != null) {
                if (last == null) {
                    stages = at.append;
                } else {
                    last.following(at.append);
                }
                last = at.append;
            }
        }
        if (stages != null) {
            stages.completeAll();
        }
    }

    /** Wakes the one arranged behind this one, once the outcome is there. */
    void passOn() {
        Waiter after = successor;
        if (after != null) {
            LockSupport.unpark(after.thread);
        }
    }
}
