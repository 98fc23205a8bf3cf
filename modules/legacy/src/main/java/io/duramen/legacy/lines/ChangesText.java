// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes as text, neither part with a line break.
 *
 * @param values a JSON object
 * @param deleted a JSON array of strings, or {@code null}
 */
public record ChangesText(String values, @Nullable String deleted) {

    /**
     * Reads a payload: an object, or an object, a line feed and an array of strings.
     *
     * @param payload the bytes
     * @return the changes, or {@code null} if the payload is anything else, were it by one space
     */
    public static @Nullable ChangesText of(byte[] payload) {
        if (payload.length < 2 || payload[0] != '{') {
            return null;
        }
        String text = utf8(payload);
        if (text == null || text.indexOf('\r') >= 0) {
            return null;
        }
        int feed = text.indexOf('\n');
        String object = feed < 0 ? text : text.substring(0, feed);
        String array = feed < 0 ? null : text.substring(feed + 1);
        if (!object.endsWith("}") || !isObject(object)) {
            return null;
        }
        if (array != null && (array.indexOf('\n') >= 0 || !array.endsWith("]") || JsonScanner.strings(array) == null)) {
            return null;
        }
        return new ChangesText(object, array);
    }

    /**
     * Decodes UTF-8.
     *
     * @param bytes any bytes
     * @return the text that the bytes are, or {@code null} if they are not UTF-8
     */
    public static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * The bytes that {@link #of} reads.
     *
     * @return a new array
     */
    public byte[] payload() {
        return (deleted == null ? values : values + "\n" + deleted).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The new values by key.
     *
     * @return JSON texts in a new map
     */
    public Map<String, String> members() {
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            Map<String, Member> members = JsonScanner.object(values);
            if (members != null) {
                members.forEach((name, member) -> texts.put(name, member.raw()));
            }
        } catch (NotJsonException e) {
            throw new IllegalStateException("changes that were checked: " + values, e);
        }
        return texts;
    }

    /**
     * The keys deleted.
     *
     * @return the keys, unmodifiable
     */
    public List<String> deletedKeys() {
        List<String> keys = deleted == null ? null : JsonScanner.strings(deleted);
        return keys == null ? List.of() : List.copyOf(keys);
    }

    private static boolean isObject(String text) {
        try {
            return JsonScanner.object(text) != null;
        } catch (NotJsonException e) {
            return false;
        }
    }
}
