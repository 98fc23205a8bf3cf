// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.GatedStorage.Gate;
import io.duramen.testkit.GatedStorage.Moment;
import io.duramen.testkit.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stops for ever the thread that comes to the chosen point, and says so, that the parent kills the process there. */
final class PointGate implements Gate {
    private final @Nullable PowerPoint chosen;
    private final AtomicInteger left;
    private final Consumer<PowerPoint> tell;
    private volatile boolean opened;

    /**
     * Makes a gate.
     *
     * @param chosen where to stop, or {@code null} for nowhere
     * @param passed how often the point is passed before
     * @param tell is told when a thread stands there; returns when that is known outside
     */
    PointGate(@Nullable PowerPoint chosen, int passed, Consumer<PowerPoint> tell) {
        this.chosen = chosen;
        this.left = new AtomicInteger(passed);
        this.tell = tell;
    }

    /** The store is open now; points of the opening are past. */
    void opened() {
        opened = true;
    }

    @Override
    public void pass(Moment moment, Operation operation) {
        PowerPoint point = chosen;
        if (point == null || point.isOpening() == opened || !point.isAt(moment, operation)) {
            return;
        }
        if (left.getAndDecrement() == 0) {
            tell.accept(point);
            stopForEver();
        }
    }

    @Override
    public boolean splits(Operation write) {
        PowerPoint point = chosen;
        return point != null && point.isOpening() != opened && point.isAt(Moment.MIDDLE, write);
    }

    /** Only the death of the process ends this. */
    @SuppressWarnings("InfiniteLoop")
    private static void stopForEver() {
        while (true) {
            LockSupport.park();
        }
    }
}
