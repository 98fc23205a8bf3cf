// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.function.Function;

/** Values that are hardly more than their bytes. */
final class PlainValues<V> implements ValueCodec<V> {
    static final PlainValues<String> UTF_8 = new PlainValues<>(Utf8.FORM, Utf8::encode, Utf8::decode);
    static final PlainValues<byte[]> BYTES = new PlainValues<>("bytes", byte[]::clone, byte[]::clone);

    private final String form;
    private final Function<V, byte[]> encoder;
    private final Function<byte[], V> decoder;

    private PlainValues(String form, Function<V, byte[]> encoder, Function<byte[], V> decoder) {
        this.form = form;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    public String form() {
        return form;
    }

    @Override
    public byte[] encode(V value) {
        return encoder.apply(value);
    }

    @Override
    public V decode(byte[] bytes) {
        return decoder.apply(bytes);
    }
}
