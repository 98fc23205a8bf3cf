// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that does something whenever it is asked: a place to interfere at the same moment every time. */
final class HookedClock extends Clock {
    private final Clock clock;
    private final Runnable hook;

    HookedClock(Clock clock, Runnable hook) {
        this.clock = clock;
        this.hook = hook;
    }

    @Override
    public Instant instant() {
        hook.run();
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new HookedClock(clock.withZone(zone), hook);
    }
}
