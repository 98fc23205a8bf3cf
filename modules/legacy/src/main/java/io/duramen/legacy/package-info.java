// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The predecessors' formats. Start with {@link io.duramen.legacy.JsonLinesLog} for the log as lines, and with {@link
 * io.duramen.legacy.StoreImport} for the directories they left.
 */
package io.duramen.legacy;
