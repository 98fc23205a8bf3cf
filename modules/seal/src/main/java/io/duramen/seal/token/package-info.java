// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Keys that stay in a PKCS#11 token, through the JDK's own provider. */
package io.duramen.seal.token;
