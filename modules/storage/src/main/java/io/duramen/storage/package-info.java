// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Files, syncs, directories and locks. Start with {@link io.duramen.storage.Storage}. */
package io.duramen.storage;
