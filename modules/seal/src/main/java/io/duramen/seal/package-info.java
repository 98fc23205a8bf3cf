// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The keyring and what can be asked of it. Start with {@link io.duramen.seal.Keyring}. */
package io.duramen.seal;
