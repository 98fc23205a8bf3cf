// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.Quality;
import io.duramen.clock.ThreadRef;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads clocks and says what the readings prove.
 *
 * <p>The clock of a thread need not be read when a transaction starts: an older reading will do. What the thread used since is
 * an upper bound; taking away the wall time between that reading and the start, in which it cannot have used more, gives a
 * lower one. Both are widened by a step of the clock, which is also about what a reading itself costs.
 */
final class Judge {
    private final CpuClock clock;
    private final ClockInfo info;
    private final boolean moves;
    private final long step;
    private final LongSupplier nanoTime;
    private final Clock time;
    private final Unmeasurable unmeasurable;
    private final Notices notices;
    private final Telemetry telemetry;
    private final Crises crises;
    private final Flights flights;
    private final @Nullable Set<Slot> sampled;
    private final LongAdder clockFailures = new LongAdder();
    private final boolean alwaysPrecise;

    // Null once closed: threads that outlive the sentinel hold their slots, and those would hold it, until it is let go
    // of.
    private volatile @Nullable ThreadLocal<Slot> slots = ThreadLocal.withInitial(this::newSlot);

    Judge(
            SentinelBuilder options,
            ClockInfo info,
            Notices notices,
            Telemetry telemetry,
            Flights flights,
            Crises crises) {
        this.clock = options.openClock();
        this.info = info;
        this.moves = info.stepNanos() != CpuClock.UNKNOWN;
        this.step = moves ? info.stepNanos() : 0;
        this.nanoTime = options.nanoTime;
        this.time = options.time;
        this.unmeasurable = options.unmeasurable;
        this.alwaysPrecise = options.mode == Mode.PRECISE;
        this.notices = notices;
        this.telemetry = telemetry;
        this.crises = crises;
        this.flights = flights;
        this.sampled = options.mode == Mode.SAMPLED ? ConcurrentHashMap.newKeySet() : null;
    }

    static Verdict verdict(long least, long most, long threshold) {
        if (most < threshold) {
            return Verdict.CLEAN;
        }
        return least >= threshold ? Verdict.BURST : Verdict.SUSPECT;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    boolean isPrecise() {
        return alwaysPrecise || crises.isOn();
    }

    /** The slot of the calling thread, where a transaction may be started. */
    Slot slot() {
        ThreadLocal<Slot> all = slots;
        if (all == null) {
            throw new IllegalStateException("the sentinel is closed");
        }
        return all.get();
    }

    void close() {
        slots = null;
    }

    long clockFailures() {
        return clockFailures.sum();
    }

    private Slot newSlot() {
        Slot slot = new Slot(this, capture());
        if (sampled != null) {
            sampled.add(slot);
        }
        return slot;
    }

    private @Nullable ThreadRef capture() {
        try {
            return clock.capture();
        } catch (CpuClockException e) {
            failed(e);
            if (unmeasurable == Unmeasurable.REFUSE) {
                throw e;
            }
            return null; // then it is wall time that bounds what others see of the thread
        }
    }

    /** Reads the caller's clock where a transaction starts, and can still be refused. */
    long readAtStart() {
        long nanos;
        try {
            nanos = moves ? clock.currentNanos() : CpuClock.UNKNOWN;
        } catch (CpuClockException e) {
            failed(e);
            if (unmeasurable == Unmeasurable.REFUSE) {
                throw e;
            }
            return CpuClock.UNKNOWN;
        }
        if (nanos == CpuClock.UNKNOWN && unmeasurable == Unmeasurable.REFUSE) {
            throw new UnmeasurableThreadException(Thread.currentThread(), info.provider());
        }
        return nanos;
    }

    /** Reads the caller's clock where nothing can be refused any more. */
    long readQuietly() {
        try {
            return moves ? clock.currentNanos() : CpuClock.UNKNOWN;
        } catch (CpuClockException e) {
            failed(e);
            return CpuClock.UNKNOWN;
        }
    }

    private long readOther(Slot slot) {
        ThreadRef ref = slot.ref();
        if (ref == null || !moves) {
            return CpuClock.UNKNOWN;
        }
        try {
            return clock.nanos(ref);
        } catch (CpuClockException e) {
            failed(e);
            return CpuClock.UNKNOWN;
        }
    }

    private void failed(CpuClockException failure) {
        clockFailures.increment();
        notices.tell(listener -> listener.clockFailed(failure));
    }

    /** A transaction that took its time, or was measured, has ended. Makes nothing if it is clean. */
    Verdict ended(Slot slot, Watch watch, long state, long end, boolean own) {
        if (watch.role() == Watch.Role.INSIDE_PART) {
            return Verdict.CLEAN;
        }
        Kind kind = watch.kind();
        long now = end;
        long cpu;
        if (own) {
            cpu = slot.readAtEnd(now);
        } else {
            cpu = readOther(slot);
            now = nanoTime(); // after the reading: what the thread does from now on is not of this transaction
        }
        long wall = Math.max(0, now - watch.wallStart());
        long total = CpuClock.elapsed(watch.cpuStart(), cpu);
        boolean exact = isExact(total, own);
        long most = exact ? Math.min(wall, Math.max(0, total + step)) : wall;
        long least = least(most, total, watch.slack());
        long threshold = kind.thresholdNanos();
        kind.used(least);
        Share share = watch.sharedWith();
        if (share != null) {
            if (watch.role() == Watch.Role.SHARED) {
                kind.counted();
            }
            return share.add(profile(wall, least, most, exact), threshold);
        }
        Verdict found = watch.toldBurst(state) ? Verdict.BURST : verdict(least, most, threshold);
        if (found == Verdict.BURST) {
            kind.counted();
        } else {
            kind.ended(most, watch.label());
        }
        if (found == Verdict.CLEAN) {
            return found;
        }
        if (own && found == Verdict.SUSPECT) {
            slot.suspect();
        }
        if (watch.tell(state, found)) {
            tell(kind, watch.label(), slot.thread(), found, threshold, profile(wall, least, most, exact), false);
        }
        return found;
    }

    /** A transaction goes on. */
    Verdict running(Slot slot, Watch watch, Watch.Open open, boolean own) {
        Kind kind = open.kind();
        long threshold = kind.thresholdNanos();
        Share share = open.share();
        if (open.role() == Watch.Role.INSIDE_PART || (share == null && nanoTime() - open.wallStart() < threshold)) {
            return Verdict.CLEAN;
        }
        long cpu = own ? readQuietly() : readOther(slot);
        if (!watch.isStill(open)) {
            return Verdict.CLEAN; // its end judges it, and what was read may be of a later one
        }
        long wall = Math.max(0, nanoTime() - open.wallStart());
        long total = CpuClock.elapsed(open.cpuStart(), cpu);
        boolean exact = isExact(total, own);
        long most = exact ? Math.min(wall, Math.max(0, total + step)) : wall;
        CpuProfile profile = profile(wall, least(most, total, open.slack()), most, exact);
        if (share != null) {
            return share.running(profile, threshold);
        }
        Verdict found = verdict(profile.leastNanos(), profile.mostNanos(), threshold);
        if (found != Verdict.CLEAN && watch.tell(open.state(), found)) {
            tell(kind, open.label(), slot.thread(), found, threshold, profile, true);
        }
        return found;
    }

    /** Whether the clock counted to the moment it was read; else wall time is the only upper bound. */
    private boolean isExact(long total, boolean own) {
        return total != CpuClock.UNKNOWN && (own || info.remoteExactWhileRunning());
    }

    private long least(long most, long total, long slack) {
        return total == CpuClock.UNKNOWN ? 0 : Math.min(most, Math.max(0, total - slack - step));
    }

    private static CpuProfile profile(long wall, long least, long most, boolean exact) {
        return new CpuProfile(wall, least, most, exact ? Quality.EXACT : Quality.UPPER_BOUND);
    }

    void tell(
            Kind kind,
            @Nullable String label,
            Thread thread,
            Verdict found,
            long threshold,
            CpuProfile profile,
            boolean running) {
        Violation violation = new Violation(
                kind.name(),
                label,
                thread.getId(),
                thread.getName(),
                time.instant(),
                found,
                threshold,
                profile,
                running);
        telemetry.add(kind, violation);
        flights.now().violation(violation);
        if (found == Verdict.SUSPECT) {
            kind.suspicions.increment();
            notices.tell(listener -> listener.suspicion(violation));
            return;
        }
        kind.bursts.increment();
        notices.tell(listener -> listener.violation(violation));
        if (!kind.isAllowed()) {
            kind.strike();
            crises.burst(violation);
        }
    }

    /** Looks at what goes on in all threads, and forgets those that are gone. */
    void sample() {
        if (sampled == null) {
            return;
        }
        sampled.forEach(slot -> slot.lookAt(this::sample));
        sampled.removeIf(Judge::isGone);
    }

    private static boolean isGone(Slot slot) {
        if (slot.thread().isAlive()) {
            return false;
        }
        ThreadRef ref = slot.ref();
        if (ref != null) {
            ref.close();
        }
        return true;
    }

    private void sample(Slot slot, Watch watch) {
        Watch.Open open = watch.look();
        if (open != null && 2 * (nanoTime() - open.wallStart()) >= open.kind().thresholdNanos()) {
            running(slot, watch, open, false);
        }
    }
}
