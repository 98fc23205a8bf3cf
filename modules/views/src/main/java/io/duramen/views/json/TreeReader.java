// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON into a tree in which every number is exact and has one form. */
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonCodec.MAX_DEPTH)
                    .maxNumberLength(JsonCodec.MAX_DIGITS + Numbers.MORE_CHARS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;

    private TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    static JsonNode read(String text) throws JsonFault {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            TreeReader reader = new TreeReader(parser);
            try {
                return reader.document();
            } catch (JacksonException e) {
                TokenStreamLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
                throw new JsonFault(place.getCharOffset(), reader.path(), "JSON", kindOf(e));
            }
        }
    }

    private static String kindOf(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "more than the limits of depth and digits";
        }
        return e instanceof UnexpectedEndOfInputException ? "the end" : "something else";
    }

    private JsonNode document() throws JsonFault {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new JsonFault(0, "", "a value", "nothing");
        }
        JsonNode value = value(first);
        if (parser.nextToken() != null) {
            throw fault("the end", "more behind the value");
        }
        return value;
    }

    private JsonNode value(JsonToken token) throws JsonFault {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(whole(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw fault("a value", "something else");
        };
    }

    private JsonNode object() throws JsonFault {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser.currentName());
            if (object.has(name)) {
                throw fault("each property once", "one for the second time");
            }
            object.set(name, value(parser.nextToken()));
        }
        return object;
    }

    private JsonNode array() throws JsonFault {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode number() throws JsonFault {
        try {
            return Numbers.node(parser.getString());
        } catch (ArithmeticException | NumberFormatException e) {
            throw fault("a number of at most " + JsonCodec.MAX_DIGITS + " digits and an exponent of five", "another");
        }
    }

    private String whole(String text) throws JsonFault {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                    throw fault("whole characters", "half a surrogate pair");
                }
                at++;
            }
        }
        return text;
    }

    private JsonFault fault(String expected, String found) {
        return new JsonFault(parser.currentTokenLocation().getCharOffset(), path(), expected, found);
    }

    private String path() {
        return parser.streamReadContext().pathAsPointer().toString();
    }
}
