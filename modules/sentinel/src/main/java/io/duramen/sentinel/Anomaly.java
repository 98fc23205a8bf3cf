// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that took far more than those of its kind before it.
 *
 * @param kind the name of its kind
 * @param label what the caller said when it started, or {@code null}
 * @param nanos nanoseconds of processor time it used at most
 * @param meanNanos the mean of the transactions before it
 * @param deviationNanos their standard deviation
 * @param score how many standard deviations it lies above the mean; less than a microsecond counts as one
 */
public record Anomaly(
        String kind, @Nullable String label, long nanos, double meanNanos, double deviationNanos, double score) {}
