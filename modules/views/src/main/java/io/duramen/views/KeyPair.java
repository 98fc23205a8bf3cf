// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.Objects;

/**
 * A key of two parts.
 *
 * @param first by which pairs are ordered
 * @param second by which those with equal first parts are
 * @param <A> the first
 * @param <B> the second
 */
public record KeyPair<A, B>(A first, B second) {

    /** Takes two parts, neither of which may be {@code null}. */
    public KeyPair {
        Objects.requireNonNull(first);
        Objects.requireNonNull(second);
    }
}
