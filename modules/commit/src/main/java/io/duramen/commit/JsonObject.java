// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A JSON object being written, field by field (RFC 8259). */
final class JsonObject {
    private final StringBuilder out = new StringBuilder("{");

    JsonObject put(String name, @Nullable Object value) {
        if (out.length() > 1) {
            out.append(',');
        }
        string(name);
        out.append(':');
        value(value);
        return this;
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof JsonObject) {
            out.append(value);
        } else if (value instanceof Collection<?> values) {
            out.append('[');
            String separator = "";
            for (Object each : values) {
                out.append(separator);
                value(each);
                separator = ",";
            }
            out.append(']');
        } else {
            string(value.toString());
        }
    }

    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
