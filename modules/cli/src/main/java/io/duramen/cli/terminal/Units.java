// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import java.util.Locale;

/** Writes figures for people. */
public final class Units {
    private Units() {}

    /**
     * Writes a number with thousands apart.
     *
     * @param value the number
     * @return for instance {@code 4,897}
     */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * Writes a number and what it counts.
     *
     * @param value the number
     * @param one the name of one of them, whose plural ends in s
     * @return for instance {@code 1 segment} or {@code 3 segments}
     */
    public static String count(long value, String one) {
        return count(value) + " " + one + (value == 1 ? "" : "s");
    }

    /**
     * Writes a size.
     *
     * @param bytes bytes
     * @return in the unit that gives one to three digits before the point, for instance {@code 3.4 MiB}
     */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.95 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, "KMGTP".charAt(unit));
    }

    /**
     * Writes a duration.
     *
     * @param nanos nanoseconds
     * @return for instance {@code 870 ns}, {@code 12.3 us}, {@code 4.5 ms} or {@code 1.20 s}
     */
    public static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    /**
     * Writes how often something happened in a second.
     *
     * @param times how often it happened
     * @param nanos in how many nanoseconds
     * @return for instance {@code 1,436/s}
     */
    public static String rate(long times, long nanos) {
        return nanos <= 0 ? "-" : count(Math.round(times * 1e9 / nanos)) + "/s";
    }
}
