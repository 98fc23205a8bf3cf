// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void countsHaveThousandsApartAndPlurals() {
        assertEquals("4,897", Units.count(4897));
        assertEquals("1 segment", Units.count(1, "segment"));
        assertEquals("0 segments", Units.count(0, "segment"));
    }

    @Test
    void sizesAreInTheUnitThatFits() {
        assertEquals("1023 B", Units.bytes(1023));
        assertEquals("1.0 KiB", Units.bytes(1024));
        assertEquals("1.0 MiB", Units.bytes((1 << 20) - 1));
    }

    @Test
    void durationsAreInTheUnitThatFits() {
        assertEquals("870 ns", Units.duration(870));
        assertEquals("12.3 us", Units.duration(12_300));
        assertEquals("4.5 ms", Units.duration(4_500_000));
        assertEquals("1.20 s", Units.duration(1_200_000_000));
    }

    @Test
    void aRateOfNoTimeIsNone() {
        assertEquals("500/s", Units.rate(50, 100_000_000));
        assertEquals("-", Units.rate(50, 0));
    }
}
