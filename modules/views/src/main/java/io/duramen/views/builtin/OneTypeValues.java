// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.base.Feature;
import io.duramen.views.ValueCodec;
import io.duramen.views.spi.ValueCodecProvider;
import java.util.List;

/** Provides one codec, of one type. */
abstract class OneTypeValues<T> implements ValueCodecProvider {
    private final String name;
    private final int priority;
    private final Class<T> type;
    private final ValueCodec<T> codec;

    OneTypeValues(String name, int priority, Class<T> type, ValueCodec<T> codec) {
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
    public final <V> ValueCodec<V> codec(Class<V> asked) {
        if (!supports(asked)) {
            throw new IllegalArgumentException(
                    name + " writes values of " + type.getName() + ", not of " + asked.getName());
        }
        return (ValueCodec<V>) codec;
    }
}
