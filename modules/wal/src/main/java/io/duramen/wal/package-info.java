// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The write-ahead log. Start with {@link io.duramen.wal.WriteAheadLog}. */
package io.duramen.wal;
