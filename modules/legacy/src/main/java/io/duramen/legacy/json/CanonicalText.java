// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.json;

import io.duramen.legacy.json.JsonTree.Num;
import io.duramen.legacy.lines.JsonWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text the predecessor's writer makes of a value: {@code ", "} and {@code ": "} between parts, ASCII only, the shortest
 * text of each double. It is what the roots are computed over.
 */
public final class CanonicalText {
    private final boolean sorted;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();

    private CanonicalText(boolean sorted) {
        this.sorted = sorted;
    }

    /**
     * Writes a value with the names of every object in the order of code points.
     *
     * @param value what {@link JsonTree} reads
     * @return its text
     */
    public static String sorted(@Nullable Object value) {
        return new CanonicalText(true).write(value);
    }

    /**
     * Writes a value with the names of every object in their own order.
     *
     * @param value what {@link JsonTree} reads
     * @return its text
     */
    public static String inOrder(@Nullable Object value) {
        return new CanonicalText(false).write(value);
    }

    private String write(@Nullable Object value) {
        begin(value);
        while (!open.isEmpty()) {
            Open innermost = open.getFirst();
            if (innermost.rest.hasNext()) {
                text.append(innermost.separator);
                innermost.separator = ", ";
                Object next = innermost.rest.next();
                if (next instanceof Map.Entry<?, ?> member) {
                    JsonWriter.quote((String) member.getKey(), text);
                    text.append(": ");
                    next = member.getValue();
                }
                begin(next);
            } else {
                text.append(open.pop().end);
            }
        }
        return text.toString();
    }

    private void begin(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            text.append('{');
            open.push(new Open(entries(members), '}'));
        } else if (value instanceof List<?> elements) {
            text.append('[');
            open.push(new Open(elements.iterator(), ']'));
        } else if (value instanceof String string) {
            JsonWriter.quote(string, text);
        } else if (value instanceof Num number) {
            text.append(number(number));
        } else {
            text.append(value);
        }
    }

    private Iterator<?> entries(Map<?, ?> members) {
        if (!sorted) {
            return members.entrySet().iterator();
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(members.entrySet());
        entries.sort((a, b) -> CodePoints.compare((String) a.getKey(), (String) b.getKey()));
        return entries.iterator();
    }

    private static String number(Num number) {
        if (!number.isFinite()) {
            return number.text();
        }
        if (number.isInteger()) {
            return number.text().equals("-0") ? "0" : number.text();
        }
        return ShortestDouble.text(Double.parseDouble(number.text()));
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
