// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Readers for what Aethel left: the atomic-commit layer, the sovereign store, and the roots of both.
 *
 * <p>Start with {@link io.duramen.legacy.aethel.AtomicCommitFamily}.
 */
package io.duramen.legacy.aethel;
