// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.TimeUnit;

/** The thread that owns a log's files and loops over its steps. */
final class WriterThread {
    /** How long a log must be idle before it writes down what is durable. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final WriterSteps steps;
    private final Intake intake;
    private final Thread thread;

    WriterThread(WriterSteps steps, Intake intake, String name) {
        this.steps = steps;
        this.intake = intake;
        this.thread = new Thread(this::loop, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            work();
        } catch (Throwable fatal) {
            steps.abandon(fatal); // or those who wait would wait for ever
        } finally {
            steps.drain();
        }
    }

    private void work() {
        while (true) {
            while (steps.step()) {
                // group after group, without a pause
            }
            Intake.Wake wake = intake.awaitWork(steps.hasNews() ? IDLE_NANOS : Long.MAX_VALUE);
            if (wake == Intake.Wake.END) {
                break;
            }
            if (wake == Intake.Wake.IDLE) {
                steps.idleStep();
            }
        }
    }

    /** Waits for the thread to end, interrupted or not. */
    void awaitEnd() {
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
