// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Files of lines, before anybody says what a line means.
 *
 * <p>Start with {@link io.duramen.legacy.text.RawLines}.
 */
package io.duramen.legacy.text;
