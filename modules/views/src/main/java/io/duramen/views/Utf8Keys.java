// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.Comparator;

/** Text as keys. */
final class Utf8Keys implements KeyCodec<String> {
    static final Utf8Keys CODEC = new Utf8Keys();

    private Utf8Keys() {}

    @Override
    public String form() {
        return Utf8.FORM;
    }

    @Override
    public byte[] encode(String key) {
        return Utf8.encode(key);
    }

    @Override
    public String decode(byte[] bytes) {
        return Utf8.decode(bytes);
    }

    @Override
    public Comparator<String> order() {
        return Utf8Keys::compare;
    }

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int at = 0; at < length; at++) {
            char one = a.charAt(at);
            char other = b.charAt(at);
            if (one != other) {
                // Surrogates stand for what lies above all other characters.
                boolean above = Character.isSurrogate(one);
                return above == Character.isSurrogate(other) ? Character.compare(one, other) : above ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
