// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * A subject that could not be measured.
 *
 * @param subject who
 * @param work at what
 * @param reason the first line of what it said
 */
public record Failure(String subject, String work, String reason) {}
