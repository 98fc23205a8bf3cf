// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.views.NotDecodableException;
import io.duramen.views.ValueCodec;
import io.duramen.views.spi.ValueCodecProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every provider of codecs of values must hold: values come back, and equal ones have equal bytes. */
public abstract class ValueCodecContract {
    private static final int TRIALS = 2000;

    /** For subclasses. */
    protected ValueCodecContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract ValueCodecProvider provider();

    /**
     * Returns values to try, each with an equal one that was made in another way.
     *
     * @return pairs of equal values by type, of each type the provider is to be tested with
     */
    protected Map<Class<?>, List<? extends List<?>>> values() {
        return CodecSamples.values(provider()::supports);
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        ValueCodecProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    @Test
    void aTypeItDoesNotSupportIsRefused() {
        assertFalse(provider().supports(Runnable.class));
        assertThrows(IllegalArgumentException.class, () -> provider().codec(Runnable.class));
    }

    @Test
    void everyValueComesBackFromBytesOfItsOwn() {
        values().forEach((type, values) -> values.forEach(pair -> comesBack(codec(type), pair.get(0))));
    }

    private static void comesBack(ValueCodec<Object> codec, Object value) {
        byte[] bytes = codec.encode(value);
        byte[] given = bytes.clone();
        Object read = codec.decode(given);
        Arrays.fill(given, (byte) 0x55);
        assertTrue(Objects.deepEquals(value, read), () -> codec.form() + ": " + value + " became " + read);
        byte[] again = codec.encode(read);
        assertArrayEquals(bytes, again, codec::form);
        Arrays.fill(again, (byte) 0x55);
        assertArrayEquals(bytes, codec.encode(value), () -> codec.form() + " keeps the bytes it returned");
    }

    @Test
    void equalValuesHaveEqualBytes() {
        values().forEach((type, values) -> values.forEach(pair -> assertArrayEquals(
                codec(type).encode(pair.get(0)), codec(type).encode(pair.get(1)), () -> type + ": " + pair)));
    }

    @Test
    void garbageIsRefusedOrIsTheBytesOfItsValue() {
        values().forEach((type, values) -> {
            ValueCodec<Object> codec = codec(type);
            SplittableRandom random = new SplittableRandom(29);
            for (int i = 0; i < TRIALS; i++) {
                Object value = values.get(i % values.size()).get(0);
                byte[] bytes = CodecSamples.garbage(random, codec.encode(value));
                try {
                    assertArrayEquals(bytes, codec.encode(codec.decode(bytes)), codec::form);
                } catch (NotDecodableException refused) {
                    CodecSamples.check(refused, bytes);
                }
            }
        });
    }

    @SuppressWarnings("unchecked") // values are of the type they stand under
    private ValueCodec<Object> codec(Class<?> type) {
        assertTrue(provider().supports(type), type::getName);
        return (ValueCodec<Object>) provider().codec(type);
    }
}
