// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Fault suites of the log: everything a disk, a file system and an operating system may do to it, counted.
 *
 * <p>Start with {@link io.duramen.proof.faults.FaultSuites}, which lists and runs them; a build runs each with few cases as a
 * test, the night with many by one command.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.proof.faults;
