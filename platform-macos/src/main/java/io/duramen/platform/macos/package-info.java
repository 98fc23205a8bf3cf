// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Providers for macOS. {@code LibSystem} is the whole of what is called, {@code Darwin} the numbers it is called with; {@code
 * MacSystem} tells whether it can be.
 */
package io.duramen.platform.macos;
