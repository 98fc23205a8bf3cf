// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * A median and an interval for it that assumes nothing about how the values are distributed: the narrowest pair of order
 * statistics that holds the true median with at least 95 %, by the binomial distribution. With fewer than six values no pair
 * does; then it is the whole range, and {@link #coverage} says how little that means.
 *
 * @param low the lower end
 * @param median the median
 * @param high the upper end
 * @param coverage how probable it is that the true median lies within, from 0 to 1
 */
record Interval(double low, double median, double high, double coverage) {
    private static final double WANTED = 0.95;

    static Interval of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            throw new IllegalArgumentException("an interval needs a value");
        }
        int cut = 0;
        while (cut + 1 < n - cut - 1 && coverage(n, cut + 1) >= WANTED) {
            cut++;
        }
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Interval(sorted[cut], median, sorted[n - 1 - cut], coverage(n, cut));
    }

    static double median(Collection<Double> values) {
        return of(values).median();
    }

    /** Probability that the median lies between the values that remain when a number of them is cut at each end. */
    private static double coverage(int n, int cut) {
        double[] row = new double[n + 1];
        Arrays.fill(row, 0);
        row[0] = 1;
        for (int i = 1; i <= n; i++) {
            for (int k = i; k > 0; k--) {
                row[k] = (row[k] + row[k - 1]) / 2;
            }
            row[0] /= 2;
        }
        double outside = 0;
        for (int k = 0; k <= cut; k++) {
            outside += row[k];
        }
        return 1 - 2 * outside;
    }

    /** The same in a larger unit. */
    Interval over(double unit) {
        return new Interval(low / unit, median / unit, high / unit, coverage);
    }

    boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }

    String text(int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median, low, high);
    }
}
