// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The predecessors' formats. Start with {@link io.duramen.legacy.JsonLinesLog}. */
package io.duramen.legacy;
