// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings claimed records to the device in groups.
 *
 * <p>One thread at a time leads: it takes all that was claimed, writes it as one frame, forces it, and wakes whom that concerns.
 * A caller who finds nobody leading leads himself, so that a lone append is handed to no other thread; he leads until his own
 * record is durable and no longer. What came meanwhile is left to the writer thread, which leads while there is work. So the
 * next group forms behind the running sync, without a timer.
 */
final class GroupCommit {
    private final Intake intake;
    private final WriterSteps steps;
    private final Completions completions;
    private final boolean callersLead;
    private final boolean atOnce;
    private final @Nullable WriterThread thread;
    private final AtomicBoolean led = new AtomicBoolean();

    /**
     * @param callersLead whether a caller may touch the files: not if an interrupt would close them
     * @param atOnce whether records are acknowledged before they are written
     */
    GroupCommit(
            Intake intake,
            WriterSteps steps,
            Completions completions,
            boolean callersLead,
            boolean atOnce,
            @Nullable String threadName) {
        this.intake = intake;
        this.steps = steps;
        this.completions = completions;
        this.callersLead = callersLead;
        this.atOnce = atOnce;
        this.thread = threadName == null ? null : new WriterThread(this, intake, steps, threadName);
    }

    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Whether there is a writer thread, and it sleeps until somebody wakes it. */
    boolean writerSleeps() {
        return thread != null && thread.sleeps();
    }

    boolean acknowledgesAtOnce() {
        return atOnce;
    }

    Executor completions() {
        return completions;
    }

    /** After a claim nobody waits for yet: a sleeping writer must know that there is work. */
    void claimed(boolean halfFull) {
        WriterThread writer = thread;
        if (writer != null && (halfFull || writer.isAsleep())) {
            writer.wake();
        }
    }

    /** Waits until a batch is as durable as the log promises, interrupted or not. Throws what it failed with. */
    void await(Batch batch) {
        if (!atOnce) {
            awaitOutcome(batch);
        }
    }

    /** As {@link #await}, also if records are acknowledged before they are written. */
    void awaitOutcome(Batch batch) {
        for (int waits = 64; !batch.isDone(); waits++) {
            if (callersLead && takeLead()) {
                leadUntil(batch);
            } else if (thread == null) {
                Intake.pause(waits); // somebody else leads, and there is no thread he could leave our record to
            } else {
                park(batch, thread);
            }
        }
        batch.check();
    }

    /** A stage is waited for: it must not lie until somebody comes along. */
    void wanted() {
        if (thread != null) {
            if (!led.get()) {
                thread.wake();
            }
        } else {
            step();
        }
    }

    /** Makes the leader turn to the next batch, for want of room in the open one. */
    void turn() {
        if (thread == null) {
            step();
        } else if (!led.get()) {
            thread.wake();
        }
    }

    /** Does one step in the calling thread, if nobody leads. Returns whether there was work. */
    boolean step() {
        if (!takeLead()) {
            return true;
        }
        Batch batch;
        try {
            batch = steps.step();
        } finally {
            giveLead();
        }
        if (batch != null) {
            batch.wake();
        }
        return batch != null;
    }

    boolean takeLead() {
        return !led.get() && led.compareAndSet(false, true);
    }

    /**
     * Gives the lead back. Whoever claimed meanwhile and found it taken relies on the writer thread being told; and a thread
     * that fell asleep while a caller wrote has to write down, after a pause, what became durable.
     */
    void giveLead() {
        led.set(false);
        if (thread != null && (intake.hasWork() || (thread.isAsleep() && steps.hasNews()))) {
            thread.wake();
        }
    }

    private void leadUntil(Batch own) {
        try {
            while (!own.isDone()) {
                Batch batch = steps.step();
                if (batch != null && batch != own) {
                    batch.wake();
                }
            }
        } finally {
            giveLead();
        }
        own.wake(); // only now: the next group need not wait for it
    }

    private void park(Batch batch, WriterThread writer) {
        Waiter self = Waiter.thread(Thread.currentThread());
        if (!batch.register(self)) {
            return;
        }
        if (!led.get()) {
            writer.wake();
        }
        boolean interrupted = false;
        while (!batch.isDone()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        self.passOn();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Commits what was claimed before the intake began to refuse, closes the files, and never gives the lead back. */
    void close() {
        if (thread != null) {
            thread.close();
            return;
        }
        drain();
    }

    /** Runs in the writer thread, or in the closing one if there is none. */
    void drain() {
        for (int spins = 0; !takeLead(); spins++) {
            Intake.pause(spins);
        }
        steps.drain();
    }

    /** Fails the log because of something no step expects, such as want of memory. */
    void abandon(Throwable fatal) {
        for (int spins = 0; !takeLead(); spins++) {
            if (steps.isDrained()) {
                return; // closed meanwhile, which keeps the lead for good
            }
            Intake.pause(spins);
        }
        steps.abandon(fatal);
        giveLead();
    }
}
