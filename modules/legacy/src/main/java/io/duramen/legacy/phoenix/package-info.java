// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A reader for the snapshots of a knowledge base that Phoenix left behind.
 *
 * <p>Start with {@link io.duramen.legacy.phoenix.SnapshotsFamily}.
 */
package io.duramen.legacy.phoenix;
