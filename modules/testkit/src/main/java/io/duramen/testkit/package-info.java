// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Crash tests for programs that store through {@link io.duramen.storage.Storage}.
 *
 * <p>{@link io.duramen.testkit.CrashRunner} is the place to start; it runs a program on a {@link
 * io.duramen.testkit.SimDisk}, cuts the power at every operation, and checks what is left.
 */
package io.duramen.testkit;
