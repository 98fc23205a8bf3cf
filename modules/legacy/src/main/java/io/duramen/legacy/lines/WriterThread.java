// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** The thread that owns a log's file and loops over its steps. */
final class WriterThread {
    private final LineSteps steps;
    private final LineQueue queue;
    private final Thread thread;

    WriterThread(LineSteps steps, LineQueue queue, String name) {
        this.steps = steps;
        this.queue = queue;
        this.thread = new Thread(this::loop, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            do {
                while (steps.step()) {
                    // group after group, without a pause
                }
            } while (queue.awaitWork());
        } catch (Throwable fatal) {
            steps.abandon(fatal); // or those who wait would wait for ever
        } finally {
            steps.drain();
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
