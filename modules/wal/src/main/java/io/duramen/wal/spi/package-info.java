// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What a log backend implements. */
package io.duramen.wal.spi;
