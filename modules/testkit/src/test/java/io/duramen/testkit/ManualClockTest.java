// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.startingAt(START);

    @Test
    void itStandsStillUntilTimePasses() {
        assertEquals(START, clock.instant());
        assertEquals(0, clock.nanoTime());

        clock.advance(Duration.ofMillis(5));

        assertEquals(START.plusMillis(5), clock.instant());
        assertEquals(5_000_000, clock.nanos().getAsLong());
    }

    @Test
    void theTimeOfDayJumpsWithoutTimePassing() {
        clock.jumpTo(START.minus(Duration.ofDays(3650)));

        assertEquals(START.minus(Duration.ofDays(3650)), clock.instant());
        assertEquals(0, clock.nanoTime());
    }

    @Test
    void timeDoesNotPassBackwards() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void allZonesMoveTogether() {
        Clock other = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(Duration.ofHours(1));

        assertEquals(START.plusSeconds(3600), other.instant());
        assertEquals(ZoneId.of("Asia/Tokyo"), other.getZone());
        assertEquals(ZoneOffset.UTC, clock.getZone());
    }
}
