// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.base.Feature;
import io.duramen.views.KeyCodec;
import io.duramen.views.spi.KeyCodecProvider;
import java.util.List;

/** Provides one codec, of one type. */
abstract class OneTypeKeys<T> implements KeyCodecProvider {
    private final String name;
    private final int priority;
    private final Class<T> type;
    private final KeyCodec<T> codec;

    OneTypeKeys(String name, int priority, Class<T> type, KeyCodec<T> codec) {
        this.name = name;
        this.priority = priority;
        this.type = type;
        this.codec = codec;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
    public final boolean isAvailable() {
        return true;
    }

    @Override
    public final List<Feature> probe() {
        return List.of(Feature.supported(name, codec.form()));
    }

    @Override
    public final boolean supports(Class<?> asked) {
        return asked == type;
    }

    @Override
    @SuppressWarnings("unchecked") // the types are compared
    public final <K> KeyCodec<K> codec(Class<K> asked) {
        if (!supports(asked)) {
            throw new IllegalArgumentException(
                    name + " writes keys of " + type.getName() + ", not of " + asked.getName());
        }
        return (KeyCodec<K>) codec;
    }
}
