// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259) on one line, in which nothing breaks the line or moves a cursor. */
final class Json {
    private Json() {}

    /** Writes text, numbers, truth values, {@code null}, and lists and maps of these. */
    static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value instanceof String text) {
            out.append(Escaped.text(text));
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                write(out.append(separator), item);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> field : map.entrySet()) {
                out.append(separator)
                        .append(Escaped.text(String.valueOf(field.getKey())))
                        .append(':');
                write(out, field.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else {
            out.append(value);
        }
    }
}
