// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes what {@code --json} asks for: one object on one line, in which nothing breaks the line or moves the cursor. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value maps, lists, text, numbers, {@code null}, and nodes that {@link #parse} returned
     * @return the JSON
     */
    public static String text(Object value) {
        return Quoted.json(MAPPER.writeValueAsString(value));
    }

    /**
     * Reads JSON that a report wrote itself, to be embedded.
     *
     * @param json the text
     * @return the value
     */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
