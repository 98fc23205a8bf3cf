// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.json;

import io.duramen.legacy.lines.JsonScanner;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in memory: {@link Map} with the members in their order, {@link List}, {@link String}, {@link Num}, {@link
 * Boolean} or {@code null}. Of members of one name the last value counts, at the place of the first. Nesting is bounded by the
 * text's length only.
 */
public final class JsonTree {
    private final String text;
    private int at;

    private JsonTree(String text) {
        this.text = text;
    }

    /**
     * A number, {@code NaN}, {@code Infinity} and {@code -Infinity} included.
     *
     * @param text the number as it was written
     */
    public record Num(String text) {

        /**
         * Tells whether it is written as a whole number.
         *
         * @return {@code true} if there is neither a point nor an exponent in it, and it is finite
         */
        public boolean isInteger() {
            return isFinite() && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        }

        /**
         * Tells whether it is a number that JSON knows.
         *
         * @return {@code false} for the three words
         */
        public boolean isFinite() {
            return text.indexOf('N') < 0 && text.indexOf('I') < 0;
        }
    }

    /**
     * Reads a value.
     *
     * @param text one value
     * @return the value
     * @throws NotJsonException if it is something else
     */
    public static @Nullable Object parse(String text) throws NotJsonException {
        JsonScanner.object(text);
        return new JsonTree(text).value();
    }

    /**
     * Reads a value that was checked.
     *
     * @param text one value
     * @return the value
     */
    public static @Nullable Object ofValid(String text) {
        return new JsonTree(text).value();
    }

    private @Nullable Object value() {
        Deque<Container> open = new ArrayDeque<>();
        while (true) {
            skipSpace();
            char c = text.charAt(at);
            Object done;
            if (c == '{' || c == '[') {
                at++;
                Container begun = c == '{' ? new Members() : new Elements();
                skipSpace();
                if (text.charAt(at) != begun.end()) {
                    begun.name(this);
                    open.push(begun);
                    continue;
                }
                at++;
                done = begun.values();
            } else {
                done = scalar(c);
            }
            while (true) {
                Container around = open.peek();
                if (around == null) {
                    return done;
                }
                around.add(done);
                skipSpace();
                if (text.charAt(at++) == ',') {
                    around.name(this);
                    break;
                }
                done = open.pop().values();
            }
        }
    }

    private @Nullable Object scalar(char first) {
        if (first == '"') {
            return string();
        }
        int from = at;
        while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return switch (first) {
            case 't' -> true;
            case 'f' -> false;
            case 'n' -> null;
            default -> new Num(text.substring(from, at));
        };
    }

    private String string() {
        int from = at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        return JsonScanner.unquote(text.substring(from, at));
    }

    private void skipSpace() {
        while (" \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** A value that others are put into. */
    private interface Container {
        Object values();

        char end();

        /** Reads what stands before the next value. */
        void name(JsonTree tree);

        void add(@Nullable Object value);
    }

    private static final class Members implements Container {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private String name = "";

        @Override
        public Object values() {
            return values;
        }

        @Override
        public char end() {
            return '}';
        }

        @Override
        public void name(JsonTree tree) {
            tree.skipSpace();
            name = tree.string();
            tree.skipSpace();
            tree.at++; // the colon
        }

        @Override
        public void add(@Nullable Object value) {
            values.put(name, value);
        }
    }

    private static final class Elements implements Container {
        private final List<@Nullable Object> values = new ArrayList<>();

        @Override
        public Object values() {
            return values;
        }

        @Override
        public char end() {
            return ']';
        }

        @Override
        public void name(JsonTree tree) {
            // elements have none
        }

        @Override
        public void add(@Nullable Object value) {
            values.add(value);
        }
    }
}
