// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Writes a tree of {@link TreeReader} in its one form. */
final class CanonicalWriter {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder out = new StringBuilder();

    private CanonicalWriter() {}

    static String write(JsonNode tree) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.value(tree);
        return writer.out.toString();
    }

    private void value(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isString()) {
            text(node.stringValue());
        } else if (node.isNumber()) {
            out.append(Numbers.text(node.decimalValue()));
        } else if (node.isBoolean()) {
            out.append(node.booleanValue());
        } else {
            out.append("null");
        }
    }

    private void object(JsonNode node) {
        List<String> names = new ArrayList<>(node.propertyNames());
        Collections.sort(names); // by UTF-16 code units, as RFC 8785 wants it
        char before = '{';
        for (String name : names) {
            out.append(before);
            text(name);
            out.append(':');
            value(node.get(name));
            before = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode node) {
        char before = '[';
        for (JsonNode element : node) {
            out.append(before);
            value(element);
            before = ',';
        }
        out.append(node.isEmpty() ? "[]" : "]");
    }

    private void text(String text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            character(text.charAt(at));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u").append(HEX.toHexDigits(c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
