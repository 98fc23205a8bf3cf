// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.CpuClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/**
 * Bursts of processor time on real threads, each with its own measured truth: what the thread's clock showed inside the
 * transaction is what it used at least, what it showed around it is what it used at most. So nothing depends on how busy the
 * machine is, nor on how precisely a burst was hit.
 */
final class Attack {
    private final CpuClock clock;
    private final Sentinel sentinel;

    Attack(CpuClock clock, Sentinel sentinel) {
        this.clock = clock;
        this.sentinel = sentinel;
    }

    /**
     * What one transaction did, and what was said of it.
     *
     * @param targetNanos how much it was to use
     * @param insideNanos what it used at least, by its own measure
     * @param aroundNanos what it used at most, by its own measure
     */
    record Burst(String kind, int threads, long targetNanos, long insideNanos, long aroundNanos, Verdict verdict) {}

    /** Runs so many bursts of each duration on each of so many threads at the same time. */
    List<Burst> run(int threads, List<Long> targets, int rounds) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<FutureTask<List<Burst>>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Kind kind = sentinel.kind("attacker " + i + " of " + threads);
            FutureTask<List<Burst>> task = new FutureTask<>(() -> {
                List<Burst> bursts = new ArrayList<>();
                together.await();
                for (int round = 0; round < rounds; round++) {
                    for (long target : targets) {
                        bursts.add(burst(kind, threads, target));
                    }
                }
                return bursts;
            });
            tasks.add(task);
            new Thread(task, kind.name()).start();
        }
        List<Burst> all = new ArrayList<>();
        for (FutureTask<List<Burst>> task : tasks) {
            all.addAll(task.get());
        }
        return all;
    }

    private Burst burst(Kind kind, int threads, long target) {
        long before = clock.currentNanos();
        Watch watch = kind.start();
        long start = clock.currentNanos();
        long now = start;
        while (now - start < target) {
            now = clock.currentNanos();
        }
        Verdict verdict = watch.end();
        long after = clock.currentNanos();
        return new Burst(kind.name(), threads, target, now - start, after - before, verdict);
    }
}
