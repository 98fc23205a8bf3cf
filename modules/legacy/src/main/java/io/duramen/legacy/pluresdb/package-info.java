// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Readers for what PluresDB left behind: its log segments and its object bridge; see {@code docs/formats/pluresdb-segments.md}.
 *
 * <p>Start with {@link io.duramen.legacy.pluresdb.SegmentsFamily} and {@link io.duramen.legacy.pluresdb.BridgeFamily}.
 */
package io.duramen.legacy.pluresdb;
