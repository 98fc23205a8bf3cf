// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Clock;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Begins and ends the crises of a sentinel. A crisis ends by the timer, also when nothing is started any more. */
final class Crises {
    private final CrisisRules rules;
    private final CrisisWatch watch; // guarded by this
    private final LongSupplier nanoTime;
    private final Clock time;
    private final Notices notices;
    private final Flights flights;
    private final int processors;
    private long windowBegan; // guarded by this
    private long begun; // guarded by this
    private volatile @Nullable Crisis current;

    Crises(SentinelBuilder options, Notices notices, Flights flights) {
        this.rules = options.crisis;
        this.watch = new CrisisWatch(rules);
        this.nanoTime = options.nanoTime;
        this.time = options.time;
        this.processors = options.processors;
        this.notices = notices;
        this.flights = flights;
        this.windowBegan = nanoTime.getAsLong();
    }

    boolean isOn() {
        return current != null;
    }

    @Nullable
    Crisis current() {
        return current;
    }

    synchronized long begun() {
        return begun;
    }

    void burst(Violation violation) {
        Crisis crisis;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (!watch.burst(now)) {
                return;
            }
            crisis = begin(Crisis.Cause.BURSTS, violation.kind(), violation, now);
        }
        tellBegan(crisis);
    }

    /** Time has passed. */
    void passed(Collection<Kind> kinds) {
        Crisis begins = null;
        Crisis ends = null;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            long length = now - windowBegan;
            if (length >= rules.window().toNanos()) {
                windowBegan = now;
                Kind worst = null;
                long largest = -1;
                long sum = 0;
                for (Kind kind : kinds) {
                    long burned = kind.burnedWhileWarned();
                    sum += burned;
                    if (burned > largest) {
                        largest = burned;
                        worst = kind;
                    }
                }
                double share = Math.min(1, (double) sum / length / processors);
                if (watch.share(share, now) && worst != null) {
                    begins = begin(Crisis.Cause.CPU_SHARE, worst.name(), null, now);
                }
            }
            if (watch.passed(now)) {
                ends = current;
                current = null;
            }
        }
        if (begins != null) {
            tellBegan(begins);
        }
        if (ends != null) {
            tellEnded(ends);
        }
    }

    private void tellBegan(Crisis crisis) {
        flights.now().crisisBegan(crisis);
        notices.tell(listener -> listener.crisisBegan(crisis));
    }

    private void tellEnded(Crisis crisis) {
        flights.now().crisisEnded(crisis);
        notices.tell(listener -> listener.crisisEnded(crisis));
    }

    private Crisis begin(Crisis.Cause cause, String kind, @Nullable Violation violation, long now) {
        Crisis crisis = new Crisis(cause, kind, time.instant(), watch.burstsInWindow(now), watch.share(), violation);
        begun++;
        current = crisis;
        return crisis;
    }
}
