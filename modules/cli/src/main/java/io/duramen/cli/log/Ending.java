// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends work in order when the process is asked to end, for instance by Ctrl-C: no line is cut in the middle. */
final class Ending implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Runnable end;
    private final Thread hook;
    private volatile boolean asked;

    /** The task makes the work end soon; it may run in another thread. */
    Ending(Runnable end) {
        this.end = end;
        hook = new Thread(this::ask, "duramen-ending");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What happens when the process is asked to end. */
    void ask() {
        asked = true;
        end.run();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was asked to end. */
    boolean isAsked() {
        return asked;
    }

    /** Says that the work is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            asked = true;
        }
    }
}
