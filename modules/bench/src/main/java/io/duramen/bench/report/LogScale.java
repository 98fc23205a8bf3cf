// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to places on a line, equal factors to equal lengths. */
record LogScale(double least, double most, double from, double to) {

    /** A scale that holds all values, rounded out to a tick. */
    static LogScale around(List<Double> values, double from, double to) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        return new LogScale(below(least / 1.02), above(most * 1.02), from, to);
    }

    double at(double value) {
        double share = Math.log(value / least) / Math.log(most / least);
        return from + share * (to - from);
    }

    /** Ones, twos and fives within the scale; only the ones where it is long. */
    List<Double> ticks() {
        boolean few = most / least > 2000;
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(least)); exponent <= Math.log10(most) + 1; exponent++) {
            for (double step : few ? new double[] {1} : new double[] {1, 2, 5}) {
                double tick = step * Math.pow(10, exponent);
                if (tick >= least * 0.999 && tick <= most * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    static String label(double tick) {
        if (tick >= 1e6) {
            return String.format(Locale.ROOT, "%.3g M", tick / 1e6).replaceAll("\\.?0+ ", " ");
        }
        if (tick >= 1) {
            return String.format(Locale.ROOT, "%,.0f", tick);
        }
        return Double.toString(Math.round(tick * 1e6) / 1e6);
    }

    private static double below(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double lead = value / power;
        return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
    }

    private static double above(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double lead = value / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
