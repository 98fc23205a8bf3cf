// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

/**
 * What an export did.
 *
 * @param records how many records were written, pending transactions from below the first record included
 * @param firstLsn the first record of the log
 * @param lastLsn the last record of the log
 * @param bytes how many bytes were written
 */
public record ExportReport(long records, long firstLsn, long lastLsn, long bytes) {}
