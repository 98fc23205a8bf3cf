// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that stands still until it is moved. It has the two times a program can ask for: the time of day, which may jump,
 * and the time that only passes, as by {@link System#nanoTime}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class ManualClock extends Clock {
    private final Times times;
    private final ZoneId zone;

    private ManualClock(Times times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * A clock in UTC.
     *
     * @param start the time of day it shows
     * @return the clock
     */
    public static ManualClock startingAt(Instant start) {
        return new ManualClock(new Times(start), ZoneOffset.UTC);
    }

    /**
     * Lets time pass.
     *
     * @param time how much, not negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "time does not pass backwards: " + time + "; jumpTo sets the time of day");
        }
        times.advance(time);
    }

    /**
     * Sets the time of day, forwards or backwards, as an operator or a time server does. No time passes.
     *
     * @param instant the time of day from now on
     */
    public void jumpTo(Instant instant) {
        times.setNow(instant);
    }

    /**
     * Returns the time that only passes.
     *
     * @return nanoseconds since this clock was made
     */
    public long nanoTime() {
        return times.nanos();
    }

    /**
     * Returns {@link #nanoTime} for programs that take it as a function.
     *
     * @return the function
     */
    public LongSupplier nanos() {
        return this::nanoTime;
    }

    @Override
    public Instant instant() {
        return times.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a view of this clock in another zone; both move together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(times, other);
    }

    /** What all zones of one clock share. */
    private static final class Times {
        private Instant now;
        private long nanos;

        Times(Instant now) {
            this.now = now;
        }

        synchronized void advance(Duration time) {
            now = now.plus(time);
            nanos += time.toNanos();
        }

        synchronized void setNow(Instant instant) {
            now = instant;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized long nanos() {
            return nanos;
        }
    }
}
