// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs calls that overlap, on one thread, so that every crash among them can be seen again: whenever a call has handed its
 * record over and is about to wait, chance decides whether another one begins first. That one runs within the wait of the
 * first; the log sees what it sees of threads, records of several callers in one group.
 */
final class Interleaving {
    private final SplittableRandom random;
    private final Deque<Runnable> others = new ArrayDeque<>();

    Interleaving(SplittableRandom random) {
        this.random = random;
    }

    /** Runs calls, beginning with the first, and returns when all have ended. */
    void run(List<? extends Runnable> calls) {
        others.addAll(calls);
        while (!others.isEmpty()) {
            others.remove().run();
        }
    }

    /** Called before a wait: others may begin. */
    void meanwhile() {
        while (!others.isEmpty() && random.nextInt(4) != 0) {
            others.remove().run();
        }
    }
}
