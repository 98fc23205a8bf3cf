// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

/** Draws amounts beside each other as bars of text. */
public final class BarChart {
    private static final int WIDTH = 30;

    private BarChart() {}

    /**
     * Draws one bar. What is more than nothing is seen.
     *
     * @param value how much
     * @param whole how much a full bar is
     * @return for instance {@code [##########....................]}
     */
    public static String bar(long value, long whole) {
        double share = whole <= 0 ? 0 : Math.min(1, (double) value / whole);
        int full = value <= 0 ? 0 : Math.max(1, (int) (share * WIDTH));
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }

    /**
     * Writes a share.
     *
     * @param value how much
     * @param whole of how much
     * @return for instance {@code 33 %}
     */
    public static String share(long value, long whole) {
        return whole <= 0 ? "-" : Math.round(100.0 * value / whole) + " %";
    }
}
