// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * Writes pairs of keys, ordered by the first and then by the second; made by {@link KeyCodecs#pair}.
 *
 * @param <A> the first
 * @param <B> the second
 */
public final class PairCodec<A, B> implements KeyCodec<KeyPair<A, B>> {
    /** Follows a zero byte of the first key. It is above {@link #LAST}, so that a key comes before those that go on. */
    private static final int ESCAPED = 0xFF;

    /** Follows the zero byte that ends the first key. */
    private static final int LAST = 0x01;

    private final KeyCodec<A> first;
    private final KeyCodec<B> second;

    PairCodec(KeyCodec<A> first, KeyCodec<B> second) {
        this.first = Objects.requireNonNull(first);
        this.second = Objects.requireNonNull(second);
    }

    /**
     * Returns what all pairs with a certain first key begin with.
     *
     * @param key the first key
     * @return the prefix
     * @throws NotEncodableException if the codec has no bytes for it
     */
    public KeyPrefix<KeyPair<A, B>> startingWith(A key) {
        return KeyPrefix.of(firstBytes(key));
    }

    @Override
    public String form() {
        return "a pair of " + first.form() + " and " + second.form();
    }

    @Override
    public byte[] encode(KeyPair<A, B> key) {
        byte[] head = firstBytes(key.first());
        byte[] tail = second.encode(key.second());
        byte[] bytes = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        return bytes;
    }

    private byte[] firstBytes(A key) {
        byte[] bytes = first.encode(key);
        return first.width() > 0 ? bytes : escaped(bytes);
    }

    private static byte[] escaped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 2);
        for (byte b : bytes) {
            out.write(b);
            if (b == 0) {
                out.write(ESCAPED);
            }
        }
        out.write(0);
        out.write(LAST);
        return out.toByteArray();
    }

    @Override
    public KeyPair<A, B> decode(byte[] bytes) {
        if (first.width() == 0) {
            return escapedPair(bytes);
        }
        if (bytes.length < first.width()) {
            throw refused(bytes.length, first.width() + " bytes of the first key", "the end");
        }
        return pair(Arrays.copyOf(bytes, first.width()), bytes, first.width());
    }

    private KeyPair<A, B> escapedPair(byte[] bytes) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at + 1 < bytes.length) {
            head.write(bytes[at]);
            int next = at + 1;
            if (bytes[at] == 0 && bytes[next] == LAST) {
                return pair(Arrays.copyOf(head.toByteArray(), head.size() - 1), bytes, next + 1);
            }
            if (bytes[at] == 0 && bytes[next] != (byte) ESCAPED) {
                throw refused(next, "0xFF or 0x01 behind a zero byte", "another byte");
            }
            at += bytes[at] == 0 ? 2 : 1;
        }
        throw refused(bytes.length, "the end of the first key", "the end of all bytes");
    }

    private KeyPair<A, B> pair(byte[] head, byte[] bytes, int tailAt) {
        return new KeyPair<>(first.decode(head), second.decode(Arrays.copyOfRange(bytes, tailAt, bytes.length)));
    }

    private NotDecodableException refused(long offset, String expected, String found) {
        return new NotDecodableException(form(), offset, "", expected, found);
    }

    @Override
    public Comparator<KeyPair<A, B>> order() {
        Comparator<KeyPair<A, B>> byFirst = (a, b) -> first.order().compare(a.first(), b.first());
        return byFirst.thenComparing(KeyPair::second, second.order());
    }

    @Override
    public int width() {
        return first.width() > 0 && second.width() > 0 ? first.width() + second.width() : 0;
    }
}
