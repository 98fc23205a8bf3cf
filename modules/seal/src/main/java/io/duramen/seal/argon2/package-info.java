// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Key derivation from passwords. */
package io.duramen.seal.argon2;
