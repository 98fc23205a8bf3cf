// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The test cases of a Wycheproof file, those of all its groups in one list, each with the values of its group. */
public final class TestVectors {
    private TestVectors() {}

    /** One case. */
    public record Case(Map<String, Object> group, Map<String, Object> values) {
        public int id() {
            return ((Long) values.get("tcId")).intValue();
        }

        public String result() {
            return (String) values.get("result");
        }

        public byte[] bytes(String name) {
            return HexFormat.of().parseHex((String) values.get(name));
        }

        public long number(String name) {
            return (Long) values.get(name);
        }

        public long groupNumber(String name) {
            return (Long) group.get(name);
        }

        public boolean has(String name) {
            return values.containsKey(name);
        }

        @Override
        public String toString() {
            return id() + " " + values.get("comment");
        }
    }

    @SuppressWarnings("unchecked")
    public static List<Case> of(String file) {
        List<Case> cases = new ArrayList<>();
        Map<String, Object> root = (Map<String, Object>) read(file);
        for (Object group : (List<Object>) root.get("testGroups")) {
            Map<String, Object> values = new LinkedHashMap<>((Map<String, Object>) group);
            for (Object one : (List<Object>) values.remove("tests")) {
                cases.add(new Case(values, (Map<String, Object>) one));
            }
        }
        return cases;
    }

    private static Object read(String file) {
        try (InputStream in = TestVectors.class.getResourceAsStream("/vectors/" + file);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getString();
    }
}
