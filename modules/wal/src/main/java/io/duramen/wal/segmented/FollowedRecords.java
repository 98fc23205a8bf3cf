// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SealException;
import io.duramen.storage.StorageException;
import io.duramen.wal.CorruptLogException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log that another process writes, as they become durable; takes no lock and changes nothing.
 *
 * <p>What may be shown is told by the log itself, by the same rule as at recovery: a frame counts once something written after
 * its sync vouches for it, a later frame, the LINK of the next segment, or the marks. A {@linkplain #scout} therefore runs
 * ahead and looks at frame headers only. What is not vouched for may be cut off when the log is opened again, so nothing of it
 * is ever passed over.
 */
final class FollowedRecords implements TailSource {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final LogFollower follower;
    private final long lastWanted;
    private final RecordView view = new RecordView();
    private final ReentrantLock pauseLock = new ReentrantLock();
    private final Condition look = pauseLock.newCondition();
    private long pause = FIRST_PAUSE;

    private long nextLsn;
    private long vouched; // every record up to this one, if it is in this segment, was durable when we looked
    private @Nullable FrameWalk walk;
    private @Nullable FrameWalk scout;
    private LogFollower.@Nullable Successor successor;
    private boolean startedAgain;
    private long frameLsn; // the record at recordAt
    private long frameLastLsn = -1;
    private byte[] body = new byte[0];
    private int recordAt;

    FollowedRecords(LogFollower follower, long from, long lastWanted) {
        this.follower = follower;
        this.nextLsn = from;
        this.lastWanted = lastWanted;
    }

    @Override
    public boolean advance() {
        follower.requireOpen();
        if (nextLsn > lastWanted || !findNext()) {
            return false;
        }
        do {
            recordAt = view.moveTo(body, recordAt);
        } while (frameLsn++ < nextLsn);
        nextLsn++;
        pause = FIRST_PAUSE;
        return true;
    }

    @Override
    public void await(Duration timeout, BooleanSupplier ended) throws InterruptedException {
        pauseLock.lockInterruptibly();
        try {
            long left = Math.min(pause, DurableSignal.nanos(timeout));
            while (left > 0 && !ended.getAsBoolean()) {
                left = look.awaitNanos(left);
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        } finally {
            pauseLock.unlock();
        }
    }

    @Override
    public void wake() {
        pauseLock.lock();
        try {
            look.signalAll();
        } finally {
            pauseLock.unlock();
        }
    }

    @Override
    public RecordView view() {
        return view;
    }

    @Override
    public long lsn() {
        return nextLsn - 1;
    }

    @Override
    public void close() {
        FrameWalk one = walk;
        FrameWalk other = scout;
        walk = null;
        scout = null;
        successor = null;
        frameLsn = 0;
        frameLastLsn = -1;
        try (one;
                other) {
            return; // closes both, whatever one of them throws
        }
    }

    private boolean findNext() {
        startedAgain = false;
        try {
            while (frameLastLsn < nextLsn) {
                if (!nextFrame()) {
                    return false;
                }
            }
            return true;
        } catch (StorageException e) {
            close(); // the next look begins anew
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            long unused = follower.vouchedByMarks(nextLsn); // throws if a checkpoint removed the record
            return false;
        } catch (SealException e) {
            close();
            long unused = follower.vouchedByMarks(nextLsn); // its file may have become another segment
            throw e;
        }
    }

    /** Goes past one frame, or into another segment; false if nothing more can be shown now. */
    private boolean nextFrame() {
        FrameWalk in = walk;
        if (in == null) {
            return begin();
        }
        LogFollower.Successor after = successor;
        if (after != null && in.end() >= after.link().previousEnd()) {
            follower.checkBoundary(in, after);
            enter(after);
            return true;
        }
        if (!mayPass(in, after)) {
            return search(in);
        }
        if (in.next() || again(in)) {
            frameLsn = in.firstLsn();
            frameLastLsn = in.nextLsn() - 1;
            if (!in.isControl()) {
                if (!in.readable()) {
                    throw follower.locked(in.fullName());
                }
                body = in.body();
                recordAt = in.bodyAt();
            }
            return true;
        }
        return lost(in);
    }

    /** Opens the segment with the next record; false if it cannot be told yet. */
    private boolean begin() {
        long unused = follower.vouchedByMarks(nextLsn); // throws if a checkpoint removed the record
        LogFollower.Successor found = follower.find(nextLsn);
        if (found == null) {
            return false;
        }
        enter(found);
        return true;
    }

    private void enter(LogFollower.Successor next) {
        close();
        vouched = next.link().named() ? next.link().copiedLastLsn() : 0; // forced before the segment got its name
        walk = follower.open(next);
        scout = follower.open(next);
    }

    /** Whether the next frame is there and counts for good. */
    private boolean mayPass(FrameWalk in, LogFollower.@Nullable Successor after) {
        if (after != null) {
            return true; // the LINK vouches for everything up to the end it names
        }
        if (!in.peek()) {
            in.refresh();
            if (!in.peek()) {
                return false;
            }
        }
        long needed = in.isControl() ? in.firstLsn() : in.firstLsn() + in.recordCount() - 1;
        if (needed > vouched) {
            runAhead(needed);
        }
        return needed <= vouched;
    }

    private void runAhead(long needed) {
        FrameWalk ahead = scout;
        if (ahead == null) {
            return;
        }
        boolean fresh = false;
        while (vouched < needed) {
            if (ahead.skim()) {
                vouched = Math.max(vouched, ahead.durableLsn());
            } else if (fresh) {
                return;
            } else {
                ahead.refresh();
                fresh = true;
            }
        }
    }

    /**
     * Nothing in this segment says more: looks at what else there is. The marks vouch for it only if there is no other segment
     * behind it, now that they have been read: its records may have been cut off, and their numbers given to others.
     */
    private boolean search(FrameWalk in) {
        long marks = follower.vouchedByMarks(nextLsn);
        LogFollower.Successor after = follower.successor(in);
        if (after == null && follower.isReplaced(in)) {
            return startAgain();
        }
        if (after == null) {
            boolean news = marks > vouched;
            vouched = Math.max(vouched, marks);
            return news;
        }
        if (after.link().previousNumber() != in.header().number()
                || after.link().previousSalt() != in.header().salt()) {
            return startAgain();
        }
        successor = after;
        in.refresh();
        return true;
    }

    /** The segment was cut off before its first frame counted, and another one took its name, or it was removed. */
    private boolean startAgain() {
        close();
        boolean first = !startedAgain;
        startedAgain = true;
        return first; // once a look is enough; what still does not fit together then is looked at again later
    }

    /** A frame that did not fit may have been written while it was read. */
    private static boolean again(FrameWalk in) {
        in.refresh();
        return in.next();
    }

    /** A frame that counts is not there: removed with its file, or damaged. */
    private boolean lost(FrameWalk in) {
        long unused = follower.vouchedByMarks(nextLsn); // throws if a checkpoint removed the record
        if (follower.isReplaced(in)) {
            return startAgain();
        }
        throw new CorruptLogException(
                in.fullName(),
                in.end(),
                in.nextLsn(),
                "a frame",
                in.problem(),
                "what was written later says that record " + vouched + " was");
    }
}
