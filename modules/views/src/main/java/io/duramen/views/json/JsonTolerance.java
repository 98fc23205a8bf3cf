// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

/**
 * What a {@link JsonCodec} may read although it would not write it so. Each gives up a promise; none is on unless named.
 *
 * <p>Nothing makes a codec read what is not UTF-8 or not JSON, a property twice, text behind the value, {@code NaN}, or half a
 * surrogate pair.
 */
public enum JsonTolerance {
    /** Properties the type does not have are passed over. <b>Writing such a value back loses them.</b> */
    UNKNOWN_PROPERTIES,

    /**
     * Properties that the type writes may be missing, and are what the type makes of that, zero for a number. Without this only
     * those may be missing that are then {@code null}.
     */
    MISSING_PROPERTIES,

    /** A number may have more digits than its type keeps, as 0.1234567890123456789 has for a {@code double}. */
    INEXACT_NUMBERS,

    /**
     * White space, another order of properties, other forms of the same numbers and text, and {@code null} for what is not
     * there. <b>Equal values may have other bytes, and the store another root,</b> until they are written again.
     */
    OTHER_FORMS
}
