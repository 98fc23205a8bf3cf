// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a derived key is for, as bytes that can be read in only one way: texts end with a zero byte, numbers are big-endian
 * and of fixed size, identities are 16 bytes.
 */
public final class Info {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    private Info() {}

    /**
     * Starts with a label.
     *
     * @param label a text without zero bytes, for instance {@code duramen/v1 stream}
     * @return the beginning
     */
    public static Info of(String label) {
        return new Info().text(label);
    }

    /**
     * Adds a text and a zero byte.
     *
     * @param text a text without zero bytes
     * @return this
     */
    public Info text(String text) {
        raw(text.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        return this;
    }

    /**
     * Adds an identity.
     *
     * @param id the identity
     * @return this
     */
    public Info uuid(UUID id) {
        return number64(id.getMostSignificantBits()).number64(id.getLeastSignificantBits());
    }

    /**
     * Adds a number as 4 bytes.
     *
     * @param number the number
     * @return this
     */
    public Info number32(int number) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /**
     * Adds a number as 8 bytes.
     *
     * @param number the number
     * @return this
     */
    public Info number64(long number) {
        return raw(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /**
     * Adds bytes whose length the format fixes, or the last bytes of all.
     *
     * @param raw the bytes
     * @return this
     */
    public Info raw(byte[] raw) {
        bytes.write(raw, 0, raw.length);
        return this;
    }

    /**
     * Returns the bytes.
     *
     * @return a new array
     */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
