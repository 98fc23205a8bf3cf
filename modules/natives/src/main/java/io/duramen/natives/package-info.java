// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Loads JNA once. Start with {@link io.duramen.natives.Natives}. */
package io.duramen.natives;
