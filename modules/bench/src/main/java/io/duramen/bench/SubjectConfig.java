// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

/**
 * What a subject is told when it is opened.
 *
 * @param purpose what comes next
 * @param recordBytes the size of every record
 */
public record SubjectConfig(Purpose purpose, int recordBytes) {}
