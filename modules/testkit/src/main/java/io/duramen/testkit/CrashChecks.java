// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.testkit.CrashRunner.Verifier;
import io.duramen.testkit.CrashRunner.Watcher;
import io.duramen.testkit.CrashRunner.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Does the crashes of a {@link CrashRunner} and counts them. Several threads may share one. */
final class CrashChecks {
    private final Workload workload;
    private final Verifier verifier;
    private final SimOptions options;
    private final int damages;
    private final int recoveryDepth;
    private final long seed;
    private final Watcher watcher;

    private final LongAccumulator operations = new LongAccumulator(Math::max, 0);
    private final LongAdder states = new LongAdder();
    private final LongAdder recoveryCrashes = new LongAdder();
    private final LongAdder verifications = new LongAdder();

    CrashChecks(
            Workload workload,
            Verifier verifier,
            SimOptions options,
            int damages,
            int recoveryDepth,
            long seed,
            Watcher watcher) {
        this.workload = workload;
        this.verifier = verifier;
        this.options = options;
        this.damages = damages;
        this.recoveryDepth = recoveryDepth;
        this.seed = seed;
        this.watcher = watcher;
    }

    CrashReport report() {
        return new CrashReport(operations.get(), states.sum(), recoveryCrashes.sum(), verifications.sum());
    }

    /** Crashes in one operation and checks what it may leave; returns whether the program got as far. */
    boolean crash(int sectorSize, NameOrder names, long operation) {
        Run run = crashIn(new CrashPoint(sectorSize, names, operation, 0, seed));
        boolean crashed = run.disk.isCrashed();
        if (!crashed && run.disk.operations() < operation) {
            return false; // past the end, which was checked under its own number
        }
        operations.accumulate(run.disk.operations());
        for (int damage = 0; damage < damages; damage++) {
            CrashPoint point = new CrashPoint(sectorSize, names, operation, damage, seed);
            check(point, run.disk.crash(point.damageSeed()), run.log.copy());
        }
        watcher.crashed(run.disk.crashedIn(), damages);
        return crashed; // if not, the program came to its end; that state was checked as well
    }

    void replay(CrashPoint crash) {
        Run run = crashIn(crash);
        check(crash, run.disk.crash(crash.damageSeed()), run.log);
        watcher.crashed(run.disk.crashedIn(), 1);
    }

    private record Run(SimDisk disk, AckLog log) {}

    private Run crashIn(CrashPoint point) {
        SimDisk disk = SimDisk.create(point.on(options).withSeed(seed));
        disk.crashAt(point.operation());
        AckLog log = new AckLog();
        String what = "the program failed before the power did";
        attempt(disk, () -> workload.run(disk, log), point, what);
        return new Run(disk, log);
    }

    private void check(CrashPoint point, SimDisk image, AckLog log) {
        states.increment();
        List<String> way = new ArrayList<>(List.of("power failed in operation " + point.operation()));
        SplittableRandom random = point.random();
        SimDisk found = image;
        AckLog promised = log;
        for (int depth = 0; ; depth++) {
            long steps = verifyTwice(point, found.crash(CrashImage.EVERYTHING), promised.copy(), way);
            if (depth == recoveryDepth || steps == 0) {
                return;
            }
            long step = random.nextLong(steps);
            way.add("again in operation " + step + " of the recovery");
            SimDisk recovering = found.crash(CrashImage.EVERYTHING);
            recovering.crashAt(step);
            verify(point, recovering, promised, way);
            recoveryCrashes.increment();
            found = recovering.crash(random.nextLong());
        }
    }

    /** Returns how many operations the first verification took. */
    private long verifyTwice(CrashPoint point, SimDisk disk, AckLog log, List<String> way) {
        verify(point, disk, log, way);
        List<String> again = new ArrayList<>(way);
        again.add("again after the recovery");
        verify(point, disk.crash(CrashImage.NOTHING), log, again);
        return disk.operations();
    }

    private void verify(CrashPoint point, SimDisk disk, AckLog log, List<String> way) {
        verifications.increment();
        String what = String.join(", ", way) + "; " + log + "; " + disk;
        attempt(disk, () -> verifier.verify(disk, log), point, what);
    }

    private interface Attempt {
        void run() throws Exception;
    }

    /** Runs code that may be stopped by a crash, which it may have wrapped; its own assertions must hold until then. */
    @SuppressWarnings("CatchingUnchecked") // whatever a program throws is judged alike
    private static void attempt(SimDisk disk, Attempt attempt, CrashPoint point, String what) {
        try {
            attempt.run();
        } catch (SimulatedCrash crash) {
            if (!disk.isCrashed()) {
                throw new CrashFailure(point.toString(), what, crash);
            }
        } catch (Exception | Error failure) {
            if (!disk.isCrashed() || (failure instanceof AssertionError && !isByCrash(failure))) {
                throw new CrashFailure(point.toString(), what, failure);
            }
        }
    }

    private static boolean isByCrash(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SimulatedCrash) {
                return true;
            }
        }
        return false;
    }
}
