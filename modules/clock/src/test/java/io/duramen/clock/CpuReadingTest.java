// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CpuReadingTest {

    @Test
    void theDifferenceOfExactReadingsIsExactAndThatOfBoundsABound() {
        assertEquals(new CpuTime(30, Quality.EXACT), exact(7, 130).since(exact(7, 100)));
        assertEquals(new CpuTime(30, Quality.UPPER_BOUND), bound(7, 130).since(bound(7, 100)));
        assertEquals(new CpuTime(0, Quality.EXACT), exact(7, 100).since(exact(7, 100)));
    }

    @Test
    @Tag("F14")
    void whatCannotBeComparedIsUnknownAndNeverZero() {
        assertSame(CpuTime.UNKNOWN, exact(8, 130).since(exact(7, 100)), "another thread");
        assertSame(CpuTime.UNKNOWN, exact(7, 130).since(bound(7, 100)), "another kind");
        assertSame(CpuTime.UNKNOWN, exact(7, 100).since(exact(7, 130)), "wrong order");
        CpuReading unknown = new CpuReading(7, CpuClock.UNKNOWN, Quality.UNKNOWN);
        assertSame(CpuTime.UNKNOWN, unknown.since(unknown));
        assertEquals(CpuClock.UNKNOWN, CpuTime.UNKNOWN.nanos());
    }

    @Test
    @Tag("F14")
    void elapsedIsUnknownIfEitherEndIs() {
        assertEquals(5, CpuClock.elapsed(10, 15));
        assertEquals(CpuClock.UNKNOWN, CpuClock.elapsed(CpuClock.UNKNOWN, 15));
        assertEquals(CpuClock.UNKNOWN, CpuClock.elapsed(10, CpuClock.UNKNOWN));
        assertEquals(CpuClock.UNKNOWN, CpuClock.elapsed(CpuClock.UNKNOWN, CpuClock.UNKNOWN));
    }

    @Test
    void aTimeWhoseValueAndQualityDisagreeCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new CpuTime(5, Quality.UNKNOWN));
        assertThrows(IllegalArgumentException.class, () -> new CpuTime(CpuClock.UNKNOWN, Quality.EXACT));
        assertThrows(IllegalArgumentException.class, () -> new CpuTime(-1, Quality.UPPER_BOUND));
    }

    private static CpuReading exact(long thread, long nanos) {
        return new CpuReading(thread, nanos, Quality.EXACT);
    }

    private static CpuReading bound(long thread, long nanos) {
        return new CpuReading(thread, nanos, Quality.UPPER_BOUND);
    }
}
