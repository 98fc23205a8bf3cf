// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Sealing of segments and files. Start with {@link io.duramen.crypto.Sealing}. */
package io.duramen.crypto;
