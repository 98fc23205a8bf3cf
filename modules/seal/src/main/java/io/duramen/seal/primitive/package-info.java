// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The few cryptographic operations everything here is made of, each a thin layer over the JDK. */
package io.duramen.seal.primitive;
