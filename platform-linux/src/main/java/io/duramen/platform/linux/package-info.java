// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Providers for Linux. {@code LibC} is the whole of what is called; {@code LinuxAccess} tells whether it can be. */
package io.duramen.platform.linux;
