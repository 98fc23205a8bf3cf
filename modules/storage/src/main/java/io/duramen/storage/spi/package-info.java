// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What an operating system adds to plain file access. Implemented by the platform modules. */
package io.duramen.storage.spi;
