// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Argon2id by the C reference implementation. */
package io.duramen.kdf.jna;
