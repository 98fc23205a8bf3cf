// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A clock that stands still until it is moved. It has the two times a program can ask for: the time of day, which may jump,
 * and the time that only passes, as by {@link System#nanoTime}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class ManualClock extends Clock {
    private final AtomicReference<Instant> now;
    private final AtomicLong nanos;
    private final ZoneId zone;

    private ManualClock(AtomicReference<Instant> now, AtomicLong nanos, ZoneId zone) {
        this.now = now;
        this.nanos = nanos;
        this.zone = zone;
    }

    /**
     * A clock in UTC.
     *
     * @param start the time of day it shows
     * @return the clock
     */
    public static ManualClock startingAt(Instant start) {
        return new ManualClock(new AtomicReference<>(start), new AtomicLong(), ZoneOffset.UTC);
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
        nanos.addAndGet(time.toNanos());
        now.updateAndGet(instant -> instant.plus(time));
    }

    /**
     * Sets the time of day, forwards or backwards, as an operator or a time server does. No time passes.
     *
     * @param instant the time of day from now on
     */
    public void jumpTo(Instant instant) {
        now.set(instant);
    }

    /**
     * Returns the time that only passes.
     *
     * @return nanoseconds since this clock was made
     */
    public long nanoTime() {
        return nanos.get();
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
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a view of this clock in another zone; both move together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(now, nanos, other);
    }
}
