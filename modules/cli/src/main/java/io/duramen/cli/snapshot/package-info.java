// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What a store was, kept and brought back from a terminal. Start with {@link io.duramen.cli.snapshot.SnapshotCommand}. */
package io.duramen.cli.snapshot;
