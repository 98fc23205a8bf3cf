// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.base.Provider;
import io.duramen.base.Providers;
import io.duramen.views.spi.KeyCodecProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

/** Makes and finds codecs of keys. */
public final class KeyCodecs {
    private KeyCodecs() {}

    /**
     * Text as UTF-8, in the order of its code points. That is the order of {@link String#compareTo} but for the characters
     * above U+FFFF, which come last here.
     *
     * @return the codec; it refuses half a surrogate pair
     */
    public static KeyCodec<String> utf8() {
        return Utf8Keys.CODEC;
    }

    /**
     * Numbers from {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}: eight bytes, big-endian, the sign bit inverted.
     *
     * @return the codec
     */
    public static KeyCodec<Long> signedLong() {
        return LongKeys.SIGNED;
    }

    /**
     * Numbers from 0 to 2<sup>64</sup> - 1, as {@link Long#compareUnsigned} orders them: eight bytes, big-endian.
     *
     * @return the codec
     */
    public static KeyCodec<Long> unsignedLong() {
        return LongKeys.UNSIGNED;
    }

    /**
     * UUIDs: sixteen bytes as RFC 9562 has them, in the order of their text. {@link UUID#compareTo} orders otherwise; it takes
     * the halves as signed numbers.
     *
     * @return the codec
     */
    public static KeyCodec<UUID> uuid() {
        return UuidKeys.CODEC;
    }

    /**
     * Bytes as they are, unsigned.
     *
     * @return the codec
     */
    public static KeyCodec<byte[]> bytes() {
        return ByteKeys.CODEC;
    }

    /**
     * Pairs of keys, ordered by the first and then by the second. A pair may be part of another.
     *
     * @param first writes the first; if its keys differ in width, each zero byte of one is followed by 0xFF and the last byte
     *     by 0x00 0x01, which keeps their order
     * @param second writes the second, which stands behind it as it is
     * @param <A> the first
     * @param <B> the second
     * @return the codec
     */
    public static <A, B> PairCodec<A, B> pair(KeyCodec<A> first, KeyCodec<B> second) {
        return new PairCodec<>(first, second);
    }

    /**
     * Returns the codec of a type that the best provider has which has one.
     *
     * @param type the type of the keys
     * @param <K> the keys
     * @return the codec, or empty if no provider that is available and need not be named has one
     */
    public static <K> Optional<KeyCodec<K>> best(Class<K> type) {
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
     * @param name the name, for instance {@code utf-8}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<KeyCodecProvider> named(String name) {
        return Providers.<KeyCodecProvider>named(loader(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<KeyCodecProvider> all() {
        return Providers.<KeyCodecProvider>all(loader());
    }

    private static ServiceLoader<KeyCodecProvider> loader() {
        return ServiceLoader.load(KeyCodecProvider.class, KeyCodecProvider.class.getClassLoader());
    }
}
