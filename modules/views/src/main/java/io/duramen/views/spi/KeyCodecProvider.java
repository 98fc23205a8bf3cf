// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.spi;

import io.duramen.base.Provider;
import io.duramen.views.KeyCodec;

/**
 * Writes keys of some types as bytes. Among the providers that support a type, the one with the highest priority writes it, unless the
 * application names or passes a codec.
 */
public interface KeyCodecProvider extends Provider {

    /**
     * Tells whether there is a codec of a type.
     *
     * @param type the type of the keys
     * @return {@code true} if {@link #codec} makes one
     */
    boolean supports(Class<?> type);

    /**
     * Makes a codec.
     *
     * @param type the type of the keys
     * @param <K> the keys
     * @return the codec
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported}
     */
    <K> KeyCodec<K> codec(Class<K> type);
}
