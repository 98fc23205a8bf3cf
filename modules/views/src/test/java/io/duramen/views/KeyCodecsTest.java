// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The order of the bytes is the order of the keys, at every edge there is. */
class KeyCodecsTest {

    @Test
    void signedNumbersPutTheNegativeOnesFirst() {
        ordered(
                KeyCodecs.signedLong(),
                List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -256L, -255L, -1L, 0L, 1L, 255L, 256L, Long.MAX_VALUE));
        assertArrayEquals(
                new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 1},
                KeyCodecs.signedLong().encode(1L));
    }

    @Test
    void unsignedNumbersPutThemLast() {
        ordered(KeyCodecs.unsignedLong(), List.of(0L, 1L, 255L, 256L, Long.MAX_VALUE, Long.MIN_VALUE, -2L, -1L));
        assertArrayEquals(
                new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, KeyCodecs.unsignedLong().encode(1L));
    }

    @Test
    void textIsOrderedByCodePoint() {
        ordered(
                KeyCodecs.utf8(),
                List.of(
                        "",
                        "\0",
                        "\0a",
                        "A",
                        "Z",
                        "a",
                        "aa",
                        "a\u00E4",
                        "\u00E4",
                        "\u20AC",
                        "\uD7FF",
                        "\uE000",
                        "\uFFFF",
                        "\uFFFFz",
                        "\uD800\uDC00",
                        "\uD83C\uDF33",
                        "\uD83C\uDF34",
                        "\uDBFF\uDFFF"));
    }

    @Test
    void uuidsAreOrderedAsTheirTextIs() {
        List<UUID> uuids = new ArrayList<>();
        for (String first : List.of("00000000", "7fffffff", "80000000", "ffffffff")) {
            for (String last : List.of("000000000000", "7fffffffffff", "800000000000", "ffffffffffff")) {
                uuids.add(UUID.fromString(first + "-0000-4000-8000-" + last));
                uuids.add(UUID.fromString(first + "-0000-4000-0000-" + last));
            }
        }
        uuids.sort(Comparator.comparing(UUID::toString));
        ordered(KeyCodecs.uuid(), uuids);
    }

    @Test
    void pairsAreOrderedByTheFirstAndThenByTheSecond() {
        KeyCodec<KeyPair<String, String>> pairs = KeyCodecs.pair(KeyCodecs.utf8(), KeyCodecs.utf8());
        List<KeyPair<String, String>> keys = new ArrayList<>();
        for (String first : List.of("", "\0", "\0\0", "\0\1", "\0a", "\1", "a", "a\0", "a\0\0", "a\0b", "a\1", "ab")) {
            for (String second : List.of("", "\0", "\1", "z")) {
                keys.add(new KeyPair<>(first, second));
            }
        }
        ordered(pairs, keys);
    }

    @Test
    void bytesAreOrderedUnsignedInPairsToo() {
        KeyCodec<KeyPair<byte[], Long>> pairs = KeyCodecs.pair(KeyCodecs.bytes(), KeyCodecs.signedLong());
        List<byte[]> firsts = List.of(new byte[0], bytes(0), bytes(0, 0), bytes(0, 0xFF), bytes(1), bytes(0xFF));
        byte[] last = null;
        for (byte[] first : firsts) {
            for (long second : new long[] {-1, 0, 1}) {
                byte[] encoded = pairs.encode(new KeyPair<>(first, second));
                assertTrue(last == null || Arrays.compareUnsigned(last, encoded) < 0);
                KeyPair<byte[], Long> read = pairs.decode(encoded);
                assertArrayEquals(first, read.first());
                assertEquals(second, read.second());
                last = encoded;
            }
        }
    }

    @Test
    void pairsOfPairsOfFixedWidthHaveThatOfTheirParts() {
        PairCodec<Long, UUID> pair = KeyCodecs.pair(KeyCodecs.signedLong(), KeyCodecs.uuid());
        assertEquals(24, pair.width());
        assertEquals(32, KeyCodecs.pair(pair, KeyCodecs.unsignedLong()).width());
        assertEquals(0, KeyCodecs.pair(pair, KeyCodecs.utf8()).width());
        ordered(
                KeyCodecs.pair(pair, KeyCodecs.utf8()),
                List.of(
                        new KeyPair<>(new KeyPair<>(-1L, new UUID(0, 1)), "b"),
                        new KeyPair<>(new KeyPair<>(0L, new UUID(0, 1)), "a"),
                        new KeyPair<>(new KeyPair<>(0L, new UUID(0, 1)), "b"),
                        new KeyPair<>(new KeyPair<>(0L, new UUID(-1, 0)), "")));
    }

    @Test
    void bytesThatNoPairHasAreRefusedAtTheirPlace() {
        KeyCodec<KeyPair<String, Long>> pairs = KeyCodecs.pair(KeyCodecs.utf8(), KeyCodecs.signedLong());
        refused(pairs, 0);
        refused(pairs, 2, 'a', 0);
        refused(pairs, 2, 'a', 0, 2, 0, 0);
        refused(KeyCodecs.pair(KeyCodecs.signedLong(), KeyCodecs.utf8()), 3, 1, 2, 3);
        assertThrows(NotDecodableException.class, () -> pairs.decode(bytes('a', 0, 1, 5)));
        assertThrows(NotDecodableException.class, () -> pairs.decode(bytes(0xFF, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    private static void refused(KeyCodec<?> codec, long offset, int... bytes) {
        NotDecodableException e = assertThrows(NotDecodableException.class, () -> codec.decode(bytes(bytes)));
        assertEquals(offset, e.offset(), e::getMessage);
    }

    @Test
    void whatIsNoCharacterIsRefusedAtItsPlace() {
        refused(KeyCodecs.utf8(), 1, 'a', 0x80);
        refused(KeyCodecs.utf8(), 1, 'a', 0xC3);
        refused(KeyCodecs.utf8(), 0, 0xC0, 0x80);
        refused(KeyCodecs.utf8(), 2, 0xC3, 0xA4, 0xED, 0xA0, 0x80);
        for (String half : List.of("\uD800", "a\uDC00", "\uDC00\uD800", "\uD800a")) {
            assertThrows(NotEncodableException.class, () -> KeyCodecs.utf8().encode(half));
        }
    }

    /** Compares every two of them, by the codec's order and by their bytes. */
    private static <K> void ordered(KeyCodec<K> codec, List<K> keys) {
        for (int a = 0; a < keys.size(); a++) {
            byte[] bytes = codec.encode(keys.get(a));
            assertEquals(keys.get(a), codec.decode(bytes));
            for (int b = 0; b < keys.size(); b++) {
                String which = keys.get(a) + " and " + keys.get(b);
                int expected = Integer.compare(a, b);
                assertEquals(expected, Integer.signum(Arrays.compareUnsigned(bytes, codec.encode(keys.get(b)))), which);
                assertEquals(expected, Integer.signum(codec.order().compare(keys.get(a), keys.get(b))), which);
            }
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
