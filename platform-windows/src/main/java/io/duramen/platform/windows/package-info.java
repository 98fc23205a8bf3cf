// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Providers for Windows. {@code Kernel32} is the whole of what is called; {@code WindowsAccess} tells whether it can be. */
package io.duramen.platform.windows;
