// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.views.KeyCodec;
import io.duramen.views.NotDecodableException;
import io.duramen.views.spi.KeyCodecProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every provider of codecs of keys must hold: keys come back, and the order of the bytes is theirs. */
public abstract class KeyCodecContract {
    private static final int TRIALS = 2000;

    /** For subclasses. */
    protected KeyCodecContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract KeyCodecProvider provider();

    /**
     * Returns keys to try, no two equal.
     *
     * @return keys by type, of each type the provider is to be tested with
     */
    protected Map<Class<?>, List<?>> keys() {
        return CodecSamples.keys(provider()::supports);
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        KeyCodecProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    @Test
    void aTypeItDoesNotSupportIsRefused() {
        assertFalse(provider().supports(KeyCodecContract.class));
        assertThrows(IllegalArgumentException.class, () -> provider().codec(KeyCodecContract.class));
    }

    @Test
    void everyKeyComesBackFromBytesOfItsOwn() {
        keys().forEach((type, keys) -> comeBack(codec(type), keys));
    }

    private static void comeBack(KeyCodec<Object> codec, List<?> keys) {
        for (Object key : keys) {
            byte[] bytes = codec.encode(key);
            byte[] given = bytes.clone();
            Object read = codec.decode(given);
            assertTrue(Objects.deepEquals(key, read), () -> codec.form() + ": " + key + " became " + read);
            assertTrue(codec.width() == 0 || codec.width() == bytes.length, codec::form);
            Arrays.fill(given, (byte) 0x55);
            assertTrue(Objects.deepEquals(key, read), () -> codec.form() + " keeps the bytes it was given");
            byte[] again = codec.encode(read);
            assertArrayEquals(bytes, again, codec::form);
            Arrays.fill(again, (byte) 0x55);
            assertArrayEquals(bytes, codec.encode(key), () -> codec.form() + " keeps the bytes it returned");
        }
    }

    @Test
    void theOrderOfTheBytesIsTheOrderOfTheKeys() {
        keys().forEach((type, keys) -> ordered(codec(type), keys));
    }

    private static void ordered(KeyCodec<Object> codec, List<?> keys) {
        for (Object a : keys) {
            for (Object b : keys) {
                int bytes = Integer.signum(Arrays.compareUnsigned(codec.encode(a), codec.encode(b)));
                assertEquals(
                        Integer.signum(codec.order().compare(a, b)),
                        bytes,
                        () -> codec.form() + ": the order of " + a + " and " + b);
                assertEquals(a == b, bytes == 0, () -> codec.form() + ": " + a + " and " + b);
            }
        }
    }

    @Test
    void garbageIsRefusedOrIsTheBytesOfItsKey() {
        keys().forEach((type, keys) -> {
            KeyCodec<Object> codec = codec(type);
            SplittableRandom random = new SplittableRandom(23);
            for (int i = 0; i < TRIALS; i++) {
                byte[] bytes = CodecSamples.garbage(random, codec.encode(keys.get(i % keys.size())));
                try {
                    assertArrayEquals(bytes, codec.encode(codec.decode(bytes)), codec::form);
                } catch (NotDecodableException refused) {
                    CodecSamples.check(refused, bytes);
                }
            }
        });
    }

    @SuppressWarnings("unchecked") // keys are of the type they stand under
    private KeyCodec<Object> codec(Class<?> type) {
        assertTrue(provider().supports(type), type::getName);
        return (KeyCodec<Object>) provider().codec(type);
    }
}
