// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/**
 * How a kind of transaction fared since the sentinel was built.
 *
 * @param kind its name
 * @param transactions how many have ended
 * @param suspicions how many may have been bursts
 * @param bursts how many were
 * @param anomalies how many were unusual
 * @param refused how many were not started because of a ban
 * @param leastCpuNanos nanoseconds of processor time that those used at least of which clocks were read
 * @param thresholdNanos its threshold now, in nanoseconds
 * @param standing how it stands now
 */
public record KindStatistics(
        String kind,
        long transactions,
        long suspicions,
        long bursts,
        long anomalies,
        long refused,
        long leastCpuNanos,
        long thresholdNanos,
        Standing standing) {}
