// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** What waits for the writer: lines, or something to be done between two groups of lines. */
sealed interface Work permits PendingLines, Task {}
