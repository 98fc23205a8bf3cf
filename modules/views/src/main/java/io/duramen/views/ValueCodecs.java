// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.base.Provider;
import io.duramen.base.Providers;
import io.duramen.views.spi.ValueCodecProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes and finds codecs of values; those of JSON are made by {@link io.duramen.views.json.JsonCodec}. */
public final class ValueCodecs {
    private ValueCodecs() {}

    /**
     * Text as UTF-8.
     *
     * @return the codec; it refuses half a surrogate pair
     */
    public static ValueCodec<String> utf8() {
        return PlainValues.UTF_8;
    }

    /**
     * Bytes as they are.
     *
     * @return the codec
     */
    public static ValueCodec<byte[]> bytes() {
        return PlainValues.BYTES;
    }

    /**
     * Returns the codec of a type that the best provider has which has one.
     *
     * @param type the type of the values
     * @param <V> the values
     * @return the codec, or empty if no provider that is available and need not be named has one
     */
    public static <V> Optional<ValueCodec<V>> best(Class<V> type) {
        return all().stream()
                .filter(provider -> provider.priority() >= 0)
                .filter(Provider::isAvailable)
                .filter(provider -> provider.supports(type))
                .findFirst()
                .map(provider -> provider.codec(type));
    }

    /**
     * Returns the provider of a name.
     *
     * @param name the name, for instance {@code json}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<ValueCodecProvider> named(String name) {
        return Providers.<ValueCodecProvider>named(loader(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<ValueCodecProvider> all() {
        return Providers.<ValueCodecProvider>all(loader());
    }

    private static ServiceLoader<ValueCodecProvider> loader() {
        return ServiceLoader.load(ValueCodecProvider.class, ValueCodecProvider.class.getClassLoader());
    }
}
