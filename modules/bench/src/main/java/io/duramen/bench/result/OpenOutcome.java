// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * What one fresh JVM measured of opening a log whose writer was killed.
 *
 * @param acknowledged records the killed writer was told are durable
 * @param found records found, without a gap
 * @param openMillis until the log was open
 * @param readyMillis until its first append was durable as well
 */
public record OpenOutcome(long acknowledged, long found, double openMillis, double readyMillis) {

    /**
     * Returns how many promises were broken.
     *
     * @return acknowledged records that were not found
     */
    public long lost() {
        return Math.max(0, acknowledged - found);
    }
}
