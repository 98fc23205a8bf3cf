// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that is read to the last field: what is missing, what is there twice and what nobody asked for are errors.
 * It is parsed before anything is authenticated, so depth, lengths and numbers are bounded.
 */
final class StrictJson {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxDocumentLength(KeyringFormat.MAX_BODY_BYTES)
            .maxTokenCount(16 * 1024)
            .maxNumberLength(20)
            .maxStringLength(4096)
            .maxNameLength(64)
            .build();
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String where;
    private final Map<String, Object> fields;

    private StrictJson(String where, Map<String, Object> fields) {
        this.where = where;
        this.fields = fields;
    }

    /** Reads a document that is one object. */
    static StrictJson parse(byte[] utf8) throws MalformedKeyringException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            parser.nextToken();
            Object root = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedKeyringException("there is more after the end of the JSON body");
            }
            return object("the body", root);
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation(); // null when a bound was hit
            String where = at == null ? "" : " at byte " + at.getByteOffset();
            throw new MalformedKeyringException("the JSON body breaks off or is wrong" + where, broken);
        }
    }

    String text(String name) throws MalformedKeyringException {
        return take(name, String.class);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    int int32(String name) throws MalformedKeyringException {
        long number = int64(name);
        if (number != (int) number) {
            throw new MalformedKeyringException(where + ": \"" + name + "\" is out of range: " + number);
        }
        return (int) number;
    }

    long int64(String name) throws MalformedKeyringException {
        return take(name, Long.class);
    }

    byte[] hex(String name, int length) throws MalformedKeyringException {
        String text = text(name);
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException notHex) {
            throw new MalformedKeyringException(where + ": \"" + name + "\" is not hexadecimal", notHex);
        }
        throw new MalformedKeyringException(where + ": \"" + name + "\" must be " + length
                + " bytes in hexadecimal, is " + text.length() + " characters");
    }

    UUID uuid(String name) throws MalformedKeyringException {
        String text = text(name);
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException notOne) {
            throw new MalformedKeyringException(where + ": \"" + name + "\" is not a UUID", notOne);
        }
        throw new MalformedKeyringException(where + ": \"" + name + "\" is not a UUID in its usual form");
    }

    java.time.Instant instant(String name) throws MalformedKeyringException {
        try {
            return java.time.Instant.parse(text(name));
        } catch (java.time.format.DateTimeParseException notOne) {
            throw new MalformedKeyringException(where + ": \"" + name + "\" is not a time", notOne);
        }
    }

    StrictJson object(String name) throws MalformedKeyringException {
        return object(where + ", " + name, take(name, Object.class));
    }

    List<StrictJson> objects(String name) throws MalformedKeyringException {
        List<StrictJson> objects = new ArrayList<>();
        for (Object element : take(name, List.class)) {
            objects.add(object(where + ", " + name + " " + (objects.size() + 1), element));
        }
        return objects;
    }

    /** Takes all that nobody has asked for, in order: of things that a later release wrote. */
    Map<String, Object> rest() {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        fields.clear();
        return rest;
    }

    /** Refuses fields nobody asked for: what they mean is unknown, and with keys that is reason enough to stop. */
    void end() throws MalformedKeyringException {
        if (!fields.isEmpty()) {
            throw new MalformedKeyringException(
                    where + ": unknown field \"" + fields.keySet().iterator().next() + "\"");
        }
    }

    private <T> T take(String name, Class<T> type) throws MalformedKeyringException {
        Object value = fields.remove(name);
        if (!type.isInstance(value)) {
            throw new MalformedKeyringException(
                    where + ": \"" + name + "\" is " + (value == null ? "missing" : "of the wrong type"));
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked")
    private static StrictJson object(String where, Object value) throws MalformedKeyringException {
        if (!(value instanceof Map)) {
            throw new MalformedKeyringException(where + " is not a JSON object");
        }
        return new StrictJson(where, (Map<String, Object>) value);
    }

    private static Object value(JsonParser parser) throws MalformedKeyringException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        throw new MalformedKeyringException("the JSON body holds a value that no keyring has: " + token);
    }
}
