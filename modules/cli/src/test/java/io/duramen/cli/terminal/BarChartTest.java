// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BarChartTest {

    @Test
    void aBarShowsTheShareAndNeverHidesWhatIsThere() {
        assertEquals("[" + ".".repeat(30) + "]", BarChart.bar(0, 10));
        assertEquals("[#" + ".".repeat(29) + "]", BarChart.bar(1, 1_000_000));
        assertEquals("[" + "#".repeat(15) + ".".repeat(15) + "]", BarChart.bar(5, 10));
        assertEquals("[" + "#".repeat(30) + "]", BarChart.bar(20, 10));
        assertEquals("[" + ".".repeat(30) + "]", BarChart.bar(0, 0));
    }

    @Test
    void aShareOfNothingIsNone() {
        assertEquals("33 %", BarChart.share(1, 3));
        assertEquals("-", BarChart.share(0, 0));
    }
}
