// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

/**
 * What an import did.
 *
 * @param imported how many records were appended; all of them are durable
 * @param present how many records were there already, equal to those of the file
 * @param tornBytes how many bytes at the end of the file are not a whole line, as after a crash
 */
public record ImportReport(long imported, long present, long tornBytes) {}
