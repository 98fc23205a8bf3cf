// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.text.BadLineException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key with its value. Each is text where its bytes are UTF-8, else Base64 in a field with another name: {@code
 * {"key": "a", "valueBase64": "/w=="}}. Every state has one such text, and no two states have the same.
 *
 * @param key the key's bytes
 * @param value the value's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExportedLine(byte[] key, byte[] value) {
    private static final String BASE64 = "Base64";

    static ExportedLine parse(byte[] line) throws BadLineException {
        JsonFields fields = JsonFields.of(line);
        byte[] key = bytes(fields, "key");
        byte[] value = bytes(fields, "value");
        if (fields.all().size() != 2) {
            throw new BadLineException(
                    "unknown_field", "the fields are " + fields.all().keySet());
        }
        if (key.length == 0) {
            throw new BadLineException("empty_key");
        }
        return new ExportedLine(key, value);
    }

    /** Tells whether this key comes behind another, in the order of a store. */
    boolean isBehind(byte[] other) {
        return Arrays.compareUnsigned(key, other) > 0;
    }

    private static byte[] bytes(JsonFields fields, String name) throws BadLineException {
        return fields.has(name + BASE64) ? decoded(fields.string(name + BASE64)) : utf8(fields.string(name));
    }

    private static byte[] decoded(String base64) throws BadLineException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new BadLineException("not_base64");
    }

    /** Half of a surrogate pair stands for no bytes. */
    private static byte[] utf8(String text) throws BadLineException {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new BadLineException("not_text", "half of a surrogate pair");
        }
    }
}
