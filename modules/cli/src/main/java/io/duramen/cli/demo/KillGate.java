// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stops a thread for ever at the chosen point and says so, so that the parent kills the process knowing where it stood. Closed
 * until it is {@linkplain #arm armed}, after which the first arrival counts.
 */
final class KillGate {
    private final @Nullable KillPoint chosen;
    private final java.util.function.Consumer<KillPoint> tell;
    private final AtomicBoolean reached = new AtomicBoolean();
    private volatile boolean armed;

    /**
     * Makes a gate.
     *
     * @param chosen where to stop, or {@code null} for nowhere
     * @param tell is told when a thread stands there; returns when that is known outside
     */
    KillGate(@Nullable KillPoint chosen, java.util.function.Consumer<KillPoint> tell) {
        this.chosen = chosen;
        this.tell = tell;
    }

    void arm() {
        armed = true;
    }

    /** Tells whether a thread that arrives there now would be stopped. */
    boolean waitsAt(KillPoint point) {
        return armed && point == chosen && !reached.get();
    }

    /** Stops the calling thread if this is the place; otherwise returns at once. */
    void pass(KillPoint point) {
        if (waitsAt(point) && reached.compareAndSet(false, true)) {
            tell.accept(point);
            stopForEver();
        }
    }

    /** Only the death of the process ends this. */
    @SuppressWarnings("InfiniteLoop")
    private static void stopForEver() {
        while (true) {
            LockSupport.park();
        }
    }
}
