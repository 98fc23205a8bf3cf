// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Key derivation from passwords and memory for secrets, implemented by other modules. */
package io.duramen.crypto.spi;
