// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/**
 * How likely a failure may still be after so many trials showed so few: the upper end of the exact binomial interval of Clopper
 * and Pearson (Biometrika 26, 1934, 404-413). For no failure it is {@code 1 - alpha^(1/n)}, which the rule of three, {@code
 * 3/n}, approximates from above at 95 % (Hanley and Lippman-Hand, JAMA 249, 1983, 1743-1745).
 *
 * <p>It holds for trials that are independent and drawn alike, as kills at random seeds are. An exhaustive enumeration is no
 * such thing: it leaves out nothing, and its count bounds nothing beyond it.
 */
public final class FailureBound {
    private static final int STEPS = 200;

    private FailureBound() {}

    /**
     * Computes the bound.
     *
     * @param failures how many trials failed, from 0
     * @param trials how many there were, at least {@code failures}
     * @param confidence between 0 and 1, for instance 0.95; one-sided
     * @return the largest rate with which so few failures are not less likely than {@code 1 - confidence}; 1 without trials
     */
    public static double upper(long failures, long trials, double confidence) {
        if (failures < 0 || failures > trials || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(failures + " of " + trials + " at " + confidence);
        }
        if (failures == trials) {
            return 1;
        }
        double alpha = 1 - confidence;
        if (failures == 0) {
            return -Math.expm1(Math.log(alpha) / trials);
        }
        double low = (double) failures / trials;
        double high = 1;
        for (int i = 0; i < STEPS && high - low > low * 1e-12; i++) {
            double middle = (low + high) / 2;
            if (atMost(failures, trials, middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * Computes the rule of three.
     *
     * @param trials how many trials there were, none of which failed
     * @return {@code 3 / trials}, at most 1
     */
    public static double ruleOfThree(long trials) {
        return trials < 3 ? 1 : 3.0 / trials;
    }

    /** The probability of at most so many failures. */
    private static double atMost(long failures, long trials, double rate) {
        double log = trials * Math.log1p(-rate);
        double sum = Math.exp(log);
        for (long i = 1; i <= failures; i++) {
            log += Math.log((double) (trials - i + 1) / i) + Math.log(rate) - Math.log1p(-rate);
            sum += Math.exp(log);
        }
        return sum;
    }
}
