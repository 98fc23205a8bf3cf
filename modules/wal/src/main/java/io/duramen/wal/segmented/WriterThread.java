// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that leads while there is more work than the callers' own, and looks after a log that became idle. */
final class WriterThread {
    /** How long a record may lie that nobody waits for, and how long a log is idle before it writes down what is durable. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final GroupCommit commits;
    private final Intake intake;
    private final WriterSteps steps;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closing;

    WriterThread(GroupCommit commits, Intake intake, WriterSteps steps, String name) {
        this.commits = commits;
        this.intake = intake;
        this.steps = steps;
        this.thread = new Thread(this::loop, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it sleeps until woken, rather than looking after every tick whether there is work. */
    boolean isAsleep() {
        return asleep;
    }

    /** Whether it has really fallen asleep: while it {@link #isAsleep} it may still be about to look once more for work. */
    boolean sleeps() {
        return asleep && thread.getState() == Thread.State.WAITING;
    }

    void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    private void loop() {
        try {
            work();
        } catch (Throwable fatal) {
            commits.abandon(fatal); // or those who wait would wait for ever
        } finally {
            commits.drain();
        }
    }

    private void work() {
        long seen = -1;
        long told = -1;
        while (!closing) {
            if (lead()) {
                seen = -1;
                continue;
            }
            long durable = steps.durableLsn();
            if (durable != seen) {
                seen = durable;
                LockSupport.parkNanos(this, TICK_NANOS);
            } else if (told == durable || !steps.hasNews()) {
                sleep(seen);
            } else if (commits.takeLead()) {
                told = durable;
                try {
                    steps.idleStep();
                } finally {
                    commits.giveLead();
                }
            } else {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
        }
    }

    /** Leads while there is work. Returns whether there was any. */
    private boolean lead() {
        if (!intake.hasWork() || !commits.takeLead()) {
            return false;
        }
        try {
            Batch batch;
            while ((batch = steps.step()) != null) {
                batch.wake();
            }
        } finally {
            commits.giveLead();
        }
        return true;
    }

    private void sleep(long seen) {
        asleep = true;
        if (!closing && !intake.hasWork() && steps.durableLsn() == seen) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Ends the thread after it has done all that is left, interrupted or not. */
    void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
