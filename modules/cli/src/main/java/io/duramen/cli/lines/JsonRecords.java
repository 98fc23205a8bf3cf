// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.lines;

import io.duramen.commit.StateStore;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Finds the keys of records: the whole line must be one JSON object, and one field of it, text or a number, is the key. */
public final class JsonRecords {

    /** The longest line: what surely fits one transaction of a store with default options. */
    public static final int MAX_LINE_BYTES = 8_000_000;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final String field;

    /**
     * Reads records with a key in a field.
     *
     * @param field the field's name
     */
    public JsonRecords(String field) {
        this.field = field;
    }

    /**
     * Returns the key of a record. A number's key is its text as it stands in the line.
     *
     * @param line the line
     * @return the key's bytes
     * @throws BadRecordException if it is not a record
     */
    public byte[] keyOf(LineReader.Line line) throws BadRecordException {
        if (!line.isWhole()) {
            throw new BadRecordException("it has " + line.length() + " bytes, " + MAX_LINE_BYTES + " are allowed");
        }
        String key;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), line.bytes())) {
            key = keyOf(parser);
        } catch (JacksonException e) {
            throw new BadRecordException("not JSON at column " + column(e) + ": " + firstLine(e.getOriginalMessage()));
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > StateStore.MAX_KEY_BYTES) {
            throw new BadRecordException("the key in field \"" + field + "\" has " + bytes.length + " bytes, 1 to "
                    + StateStore.MAX_KEY_BYTES + " are allowed");
        }
        return bytes;
    }

    private String keyOf(JsonParser parser) throws BadRecordException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new BadRecordException("not a JSON object, but " + name(first));
        }
        String key = null;
        String why = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = field.equals(parser.currentName());
            JsonToken value = parser.nextToken();
            if (wanted && (value == JsonToken.VALUE_STRING || value.isNumeric())) {
                key = parser.getString();
            } else if (wanted) {
                why = "field \"" + field + "\" is " + name(value) + ", not text or a number";
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            throw new BadRecordException("something follows the JSON object");
        }
        if (why != null) {
            throw new BadRecordException(why);
        }
        if (key == null) {
            throw new BadRecordException("there is no field \"" + field + "\"");
        }
        return key;
    }

    private static String name(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> token.isNumeric() ? "a number" : token.toString();
        };
    }

    private static String column(JacksonException e) {
        return e.getLocation() == null ? "?" : String.valueOf(e.getLocation().getColumnNr());
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "?" : message.lines().findFirst().orElse("");
    }
}
