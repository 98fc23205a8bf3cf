// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.json.JsonTree;
import io.duramen.legacy.json.JsonTree.Num;
import io.duramen.legacy.lines.JsonWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as JSON on one line, ASCII only, without ever holding the whole of it. What plain JSON cannot hold is written
 * as {@code {"$nonfinite": ..}} and {@code {"$utf16": ..}}; see {@link JsonText}.
 */
public final class ReportText {
    private final Appendable into;
    private final Deque<Open> open = new ArrayDeque<>();

    private ReportText(Appendable into) {
        this.into = into;
    }

    /**
     * Writes a value.
     *
     * @param value see {@link Findings#fields}
     * @param into receives it
     * @throws IOException if that throws it
     */
    public static void write(@Nullable Object value, Appendable into) throws IOException {
        new ReportText(into).write(value);
    }

    private void write(@Nullable Object value) throws IOException {
        begin(value);
        while (!open.isEmpty()) {
            Open innermost = open.getFirst();
            if (innermost.rest.hasNext()) {
                into.append(innermost.separator);
                innermost.separator = ", ";
                Object next = innermost.rest.next();
                if (innermost.end == '}') {
                    Map.Entry<?, ?> member = (Map.Entry<?, ?>) next;
                    into.append(quoted((String) member.getKey())).append(": ");
                    next = member.getValue();
                }
                begin(next);
            } else {
                into.append(open.pop().end);
            }
        }
    }

    private void begin(@Nullable Object given) throws IOException {
        Object value = given;
        while (value instanceof Supplier<?> later) {
            value = later.get();
        }
        if (value instanceof JsonText text) {
            value = JsonTree.ofValid(text.text());
        }
        if (value instanceof Map<?, ?> members) {
            into.append('{');
            open.push(new Open(members.entrySet().iterator(), '}'));
        } else if (value instanceof Iterable<?> elements) {
            into.append('[');
            open.push(new Open(elements.iterator(), ']'));
        } else if (value instanceof String text) {
            into.append(string(text));
        } else if (value instanceof Num number) {
            into.append(number.isFinite() ? number.text() : "{\"$nonfinite\": \"" + number.text() + "\"}");
        } else {
            into.append(String.valueOf(value));
        }
    }

    private static String string(String text) {
        boolean halves = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!halves) {
            return quoted(text);
        }
        StringBuilder units = new StringBuilder("{\"$utf16\": \"");
        text.chars().forEach(c -> units.append(String.format("%04x", c)));
        return units.append("\"}").toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        JsonWriter.quote(text, quoted);
        return quoted.toString();
    }

    /** An object or array that is being written. */
    private static final class Open {
        private final Iterator<?> rest;
        private final char end;
        private String separator = "";

        Open(Iterator<?> rest, char end) {
            this.rest = rest;
            this.end = end;
        }
    }
}
