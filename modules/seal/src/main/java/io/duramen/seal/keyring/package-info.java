// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The keyring file: its envelope, its body, its slots and epochs, and how its two copies are read and replaced. */
package io.duramen.seal.keyring;
