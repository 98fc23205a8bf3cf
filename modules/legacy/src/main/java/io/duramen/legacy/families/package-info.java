// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the readers of the predecessors' formats have in common: where they read from, and what they hand back.
 *
 * <p>Start with {@link io.duramen.legacy.families.LegacyFamily}.
 */
package io.duramen.legacy.families;
