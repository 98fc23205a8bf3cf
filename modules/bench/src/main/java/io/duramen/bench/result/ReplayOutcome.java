// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * What one fresh JVM measured of reading everything back.
 *
 * @param records how many were read and verified
 * @param openMillis until the log was open
 * @param millis until the last record was verified, the open included
 */
public record ReplayOutcome(long records, double openMillis, double millis) {}
