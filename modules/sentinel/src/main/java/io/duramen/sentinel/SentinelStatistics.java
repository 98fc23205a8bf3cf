// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.util.List;

/**
 * How a sentinel fares. Nothing it could not do is missing here.
 *
 * @param kinds the kinds by name
 * @param clockFailures how often a clock could not be read
 * @param lostNotices how many notices were not given to a listener because too many waited
 * @param failedNotices how many a listener threw an exception for
 * @param lostRecords how many records of the telemetry were overwritten, whether somebody had read them or not
 * @param crises how many crises have begun
 */
public record SentinelStatistics(
        List<KindStatistics> kinds,
        long clockFailures,
        long lostNotices,
        long failedNotices,
        long lostRecords,
        long crises) {

    /** Makes the list immutable. */
    public SentinelStatistics {
        kinds = List.copyOf(kinds);
    }
}
