// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

/**
 * A JSON value as it stands in a source, digit for digit; {@code NaN}, {@code Infinity} and {@code -Infinity} may be in it. In
 * a report it is written on without a change of value, those words as {@code {"$nonfinite": ..}}, and text with half of a
 * surrogate pair as {@code {"$utf16": ..}}.
 *
 * @param text the value, which is valid
 */
public record JsonText(String text) {}
