// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction changes: keys with their whole new values, and keys deleted. Values are any JSON, and {@code NaN},
 * {@code Infinity} and {@code -Infinity} as bare words, as the predecessors write them.
 *
 * <p>The text is kept as it was given, digit for digit and key for key: a number of a thousand digits stays one.
 *
 * <p><b>Thread safety:</b> immutable.
 */
public final class Changes {
    private final ChangesText text;

    private Changes(ChangesText text) {
        this.text = text;
    }

    /**
     * Takes over a JSON object.
     *
     * @param json the object as text, on one line
     * @return the changes; nothing is deleted
     * @throws IllegalArgumentException if the text is not one JSON object, or has a line break in it
     */
    public static Changes parse(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        ChangesText text = json.indexOf('\n') >= 0 ? null : ChangesText.of(utf8);
        if (text == null || !text.values().equals(json)) { // half of a surrogate pair has no UTF-8, and must be escaped
            throw new IllegalArgumentException("expected one JSON object on one line, found " + shortened(json));
        }
        return new Changes(text);
    }

    /**
     * Reads the payload of a record that holds changes.
     *
     * @param payload the bytes from position to limit; not retained
     * @return the changes, or {@code null} if the payload is something else
     */
    public static @Nullable Changes of(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        ChangesText text = ChangesText.of(bytes);
        return text == null ? null : new Changes(text);
    }

    /**
     * Starts with no changes.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the new values as one JSON object.
     *
     * @return the text as it was given
     */
    public String json() {
        return text.values();
    }

    /**
     * Returns the new values by key. Of a key that is there twice, the last value counts.
     *
     * @return JSON texts, in the order of the keys, in a new map
     */
    public Map<String, String> values() {
        return text.members();
    }

    /**
     * Returns the keys deleted.
     *
     * @return the keys in order, unmodifiable
     */
    public List<String> deleted() {
        return text.deletedKeys();
    }

    /**
     * Returns the changes as the payload of a record.
     *
     * @return the object; if keys are deleted, a line feed and a JSON array of them
     */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(text.payload());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Changes that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the values, and the keys deleted if there are any. */
    @Override
    public String toString() {
        String deleted = text.deleted();
        return deleted == null ? text.values() : text.values() + " deleted " + deleted;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "... (" + text.length() + " characters)";
    }

    /** Builds {@link Changes}. */
    public static final class Builder {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Set<String> deleted = new LinkedHashSet<>();

        private Builder() {}

        /**
         * Gives a key a new value.
         *
         * @param key any text, also none
         * @param value {@code null}, a {@link Boolean}, {@link Number}, {@link CharSequence}, or a {@link Map} with such keys or
         *     {@link Iterable} of such values
         * @return this builder
         * @throws IllegalArgumentException if the value is of another type
         */
        public Builder put(String key, @Nullable Object value) {
            return set(key, JsonWriter.text(value));
        }

        /**
         * Gives a key a new value that is JSON already.
         *
         * @param key any text, also none
         * @param json the value as text, on one line
         * @return this builder
         * @throws IllegalArgumentException if the text is not one JSON value, or has a line break in it
         */
        public Builder putJson(String key, String json) {
            parse("{\"value\": " + json + "}");
            if (!JsonWriter.isValue(json)) {
                throw new IllegalArgumentException("expected one JSON value, found " + shortened(json));
            }
            return set(key, json);
        }

        /**
         * Deletes a key. The predecessors know no deletion and would ignore it.
         *
         * @param key any text, also none
         * @return this builder
         */
        public Builder delete(String key) {
            values.remove(key);
            deleted.add(key);
            return this;
        }

        /**
         * Finishes the changes.
         *
         * @return the changes
         */
        public Changes build() {
            StringBuilder object = new StringBuilder("{");
            values.forEach((key, value) -> {
                object.append(object.length() > 1 ? ", " : "");
                JsonWriter.quote(key, object);
                object.append(": ").append(value);
            });
            String array = deleted.isEmpty() ? null : JsonWriter.text(deleted);
            return new Changes(new ChangesText(object.append('}').toString(), array));
        }

        private Builder set(String key, String json) {
            deleted.remove(key);
            values.put(key, json);
            return this;
        }
    }
}
