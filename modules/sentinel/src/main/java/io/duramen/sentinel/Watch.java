// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that was started and is to be ended.
 *
 * <p>It counts what the thread it started on uses between start and end, with all that happens inside; an outer transaction
 * counts its inner ones too. Work of other threads is counted where it is handed over by {@link #share}.
 *
 * <p>Watches are used again: once ended, one belongs to the sentinel and may stand for a later transaction of the same thread.
 * Do not keep it.
 *
 * <p><b>Thread safety:</b> may be ended and checked on any thread; a transaction that ends on another thread than it started on
 * counts its starter's time, and makes an object. Publish the watch safely to that thread, and end it once.
 */
public final class Watch implements AutoCloseable {
    private static final VarHandle STATE;
    private static final VarHandle TOLD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Watch.class, "state", long.class);
            TOLD = lookup.findVarHandle(Watch.class, "told", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is counted of it. */
    enum Role {
        /** A transaction of its own. */
        WHOLE,
        /** A transaction for which other threads may work, too. */
        SHARED,
        /** What another thread does for it. */
        PART,
        /** A part that runs inside another part of the same, which counts it. */
        INSIDE_PART
    }

    private final Slot slot;

    // Odd while open, and higher each time. Odd in two readings with the same value: what was read between is of one
    // transaction.
    private volatile long state;

    // The worst that was told of a transaction: twice its state for a suspect, one more for a burst.
    private volatile long told;

    // Written by the thread of the slot while not open.
    private Kind kind;
    private @Nullable String label;
    private Role role = Role.WHOLE;
    private boolean measured;
    private long wallStart;
    private long slack;
    private long cpuStart;

    private volatile @Nullable Share share;
    private Verdict verdict = Verdict.CLEAN;

    Watch(Slot slot, Kind kind) {
        this.slot = slot;
        this.kind = kind;
    }

    /** What another thread sees of a transaction that goes on. */
    record Open(
            long state,
            Kind kind,
            @Nullable String label,
            Role role,
            long wallStart,
            long slack,
            long cpuStart,
            @Nullable Share share) {}

    void open(Kind kind, @Nullable String label, boolean measured, long wallStart, long slack, long cpuStart) {
        this.kind = kind;
        this.label = label;
        this.measured = measured;
        this.wallStart = wallStart;
        this.slack = slack;
        this.cpuStart = cpuStart;
        if (role != Role.WHOLE || share != null) {
            role = Role.WHOLE;
            share = null;
        }
        STATE.setRelease(this, state + 1);
    }

    void openPart(Share of, Role as, long wall, long cpu) {
        kind = of.kind();
        label = of.label();
        role = as;
        measured = true;
        wallStart = wall;
        slack = 0;
        cpuStart = cpu;
        share = of;
        STATE.setRelease(this, state + 1);
    }

    /**
     * Ends the transaction.
     *
     * @return what is known of it; of a shared one, of all its parts that have ended. A second call returns the same
     */
    public Verdict end() {
        long opened = state;
        if (!isOpen(opened) || !STATE.compareAndSet(this, opened, opened + 1)) {
            return verdict;
        }
        boolean own = Thread.currentThread() == slot.thread();
        Judge judge = slot.judge();
        long now = judge.nanoTime();
        Verdict found;
        if (!measured && share == null && now - wallStart < kind.thresholdNanos()) {
            kind.ended(now - wallStart, label); // the gate: no more than that can have been used
            found = Verdict.CLEAN;
        } else {
            found = judge.ended(slot, this, opened, now, own);
        }
        verdict = found;
        if (own) {
            slot.ended(this);
        }
        return found;
    }

    /**
     * Tells what is known of the transaction by now, and tells listeners if it is a burst already.
     *
     * @return the verdict; of one that has ended, the one at its end
     */
    public Verdict check() {
        Open open = look();
        return open == null ? verdict : slot.judge().running(slot, this, open, Thread.currentThread() == slot.thread());
    }

    /**
     * Lets other threads work for this transaction. Call it on the thread that started it, before it ends.
     *
     * @return what to hand over; the same at each call
     * @throws IllegalStateException if the transaction has ended, or this is another thread
     */
    public Share share() {
        if (Thread.currentThread() != slot.thread() || !isOpen(state)) {
            throw new IllegalStateException("a transaction is shared by the thread that started it, before it ends");
        }
        Share shared = share;
        if (shared == null) {
            shared = new Share(slot.judge(), kind, label, slot.thread());
            share = shared;
            role = Role.SHARED;
        }
        return shared;
    }

    /** Ends the transaction, as {@link #end}. */
    @Override
    public void close() {
        end();
    }

    /** What is open, or {@code null}. May be called by any thread at any time. */
    @Nullable
    Open look() {
        long before = state;
        if (!isOpen(before)) {
            return null;
        }
        Open open = new Open(before, kind, label, role, wallStart, slack, cpuStart, share);
        VarHandle.acquireFence();
        return state == before ? open : null;
    }

    boolean isOpen() {
        return isOpen(state);
    }

    /** Whether what was looked at still goes on. */
    boolean isStill(Open open) {
        return state == open.state();
    }

    boolean isPartOf(Share of) {
        return isOpen(state) && share == of;
    }

    /** Whether nobody has told of this transaction that it is so bad. */
    boolean tell(long opened, Verdict found) {
        long worst = worst(opened, found);
        while (true) {
            long before = told;
            if (before >= worst) {
                return false;
            }
            if (TOLD.compareAndSet(this, before, worst)) {
                return true;
            }
        }
    }

    /** Whether a burst was told of this transaction. */
    boolean toldBurst(long opened) {
        return told == worst(opened, Verdict.BURST);
    }

    // What it was opened with, for whoever ended it.

    Kind kind() {
        return kind;
    }

    @Nullable
    String label() {
        return label;
    }

    Role role() {
        return role;
    }

    long wallStart() {
        return wallStart;
    }

    /** The most processor time that can lie between the reading and the start. */
    long slack() {
        return slack;
    }

    /** What the clock showed last before the start. */
    long cpuStart() {
        return cpuStart;
    }

    @Nullable
    Share sharedWith() {
        return share;
    }

    private static long worst(long opened, Verdict found) {
        return opened << 1 | (found == Verdict.BURST ? 1 : 0);
    }

    private static boolean isOpen(long state) {
        return (state & 1) != 0;
    }
}
