// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON apart without changing a character of it: what a member's value is called for is its text. Accepts what the
 * predecessors' reader accepts, which is RFC 8259 and the words {@code NaN}, {@code Infinity} and {@code -Infinity}; also halves
 * of surrogate pairs in names, which the usual libraries refuse. Nesting is bounded by the text's length only.
 */
public final class JsonScanner {
    private final String text;
    private int at;

    private JsonScanner(String text) {
        this.text = text;
    }

    /**
     * A member of an object.
     *
     * @param kind the first character of its value, {@code '0'} for every number and {@code 't'} for both truth values
     * @param raw the value's text
     */
    public record Member(char kind, String raw) {
        /**
         * Tells whether the value is text.
         *
         * @return {@code true} if so
         */
        public boolean isString() {
            return kind == '"';
        }

        /**
         * Returns what the text means.
         *
         * @return the text without its quotes and escapes
         */
        public String string() {
            return unquote(raw);
        }
    }

    /** The text is not JSON. */
    public static final class NotJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NotJsonException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Takes an object apart.
     *
     * @param text one JSON value and nothing else
     * @return the members, of those of one name the last, in the order of the first; {@code null} if it is another value
     * @throws NotJsonException if it is none
     */
    public static @Nullable Map<String, Member> object(String text) throws NotJsonException {
        JsonScanner scanner = new JsonScanner(text);
        scanner.skipSpace();
        if (scanner.peek() != '{') {
            scanner.value();
            scanner.end();
            return null;
        }
        Map<String, Member> members = new LinkedHashMap<>();
        scanner.at++;
        scanner.skipSpace();
        if (scanner.peek() == '}') {
            scanner.at++;
        } else {
            do {
                String name = unquote(scanner.key());
                scanner.skipSpace();
                int from = scanner.at;
                char kind = scanner.value();
                members.put(name, new Member(kind, text.substring(from, scanner.at)));
                scanner.skipSpace();
            } while (scanner.separator('}'));
        }
        scanner.end();
        return members;
    }

    /**
     * Takes an array of strings apart.
     *
     * @param text any text
     * @return what the strings mean, or {@code null} if it is something else
     */
    public static @Nullable List<String> strings(String text) {
        try {
            JsonScanner scanner = new JsonScanner(text);
            scanner.expect('[');
            List<String> strings = new ArrayList<>();
            scanner.skipSpace();
            if (scanner.peek() == ']') {
                scanner.at++;
            } else {
                do {
                    scanner.skipSpace();
                    int from = scanner.at;
                    if (scanner.value() != '"') {
                        return null;
                    }
                    strings.add(unquote(text.substring(from, scanner.at)));
                    scanner.skipSpace();
                } while (scanner.separator(']'));
            }
            scanner.end();
            return strings;
        } catch (NotJsonException e) {
            return null;
        }
    }

    /**
     * Tells whether a text is one value and nothing else.
     *
     * @param text any text
     * @return {@code true} if it is
     */
    public static boolean isValue(String text) {
        try {
            JsonScanner scanner = new JsonScanner(text);
            scanner.skipSpace();
            scanner.value();
            scanner.end();
            return true;
        } catch (NotJsonException e) {
            return false;
        }
    }

    /** Moves behind a value and returns its kind. */
    private char value() throws NotJsonException {
        StringBuilder open = new StringBuilder();
        char kind = 0;
        while (true) {
            skipSpace();
            char c = peek();
            kind = kind == 0 ? kindOf(c) : kind;
            if (c == '{' || c == '[') {
                char close = c == '{' ? '}' : ']';
                at++;
                skipSpace();
                if (peek() != close) {
                    open.append(close);
                    if (c == '{') {
                        key();
                    }
                    continue;
                }
                at++;
            } else {
                scalar(c);
            }
            if (closeAll(open)) {
                return kind;
            }
        }
    }

    /** Behind a value: closes what ends here. Returns whether everything is closed; if not, a value is next. */
    private boolean closeAll(StringBuilder open) throws NotJsonException {
        while (!open.isEmpty()) {
            skipSpace();
            char close = open.charAt(open.length() - 1);
            if (separator(close)) {
                if (close == '}') {
                    key();
                }
                return false;
            }
            open.setLength(open.length() - 1);
        }
        return true;
    }

    /** Takes a comma, or the closing bracket. */
    private boolean separator(char close) throws NotJsonException {
        char c = peek();
        if (c != ',' && c != close) {
            throw bad("a comma or '" + close + "'");
        }
        at++;
        return c == ',';
    }

    /** Takes a name and the colon, and returns the name in its quotes. */
    private String key() throws NotJsonException {
        skipSpace();
        int from = at;
        string();
        String raw = text.substring(from, at);
        skipSpace();
        expect(':');
        return raw;
    }

    private void scalar(char first) throws NotJsonException {
        switch (first) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case 'N' -> word("NaN");
            case 'I' -> word("Infinity");
            default -> number();
        }
    }

    private void string() throws NotJsonException {
        expect('"');
        while (true) {
            char c = next();
            if (c == '"') {
                return;
            }
            if (c < ' ') {
                throw bad("no control character inside a string");
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() throws NotJsonException {
        char c = next();
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(asciiOrZero(next()), 16) < 0) {
                    throw bad("four hexadecimal digits");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw bad("an escape");
        }
    }

    private void number() throws NotJsonException {
        if (peek() == '-') {
            at++;
            if (peek() == 'I') {
                word("Infinity");
                return;
            }
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws NotJsonException {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == from) {
            throw bad("a value");
        }
    }

    private void word(String word) throws NotJsonException {
        if (!text.startsWith(word, at)) {
            throw bad("a value");
        }
        at += word.length();
    }

    private void expect(char c) throws NotJsonException {
        if (next() != c) {
            at--;
            throw bad("'" + c + "'");
        }
    }

    private void end() throws NotJsonException {
        skipSpace();
        if (at < text.length()) {
            throw bad("nothing more");
        }
    }

    private char next() throws NotJsonException {
        if (at == text.length()) {
            throw bad("more");
        }
        return text.charAt(at++);
    }

    /** The next character, or a control character at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static char kindOf(char first) {
        return switch (first) {
            case '{', '[', '"', 'n' -> first;
            case 't', 'f' -> 't';
            default -> '0';
        };
    }

    private static char asciiOrZero(char c) {
        return c < 128 ? c : 0;
    }

    private NotJsonException bad(String expected) {
        String found = at < text.length() ? "character " + (int) text.charAt(at) : "the end";
        return new NotJsonException("expected " + expected + " at character " + at + ", found " + found);
    }

    /**
     * Returns what a valid string means.
     *
     * @param raw the string in its quotes
     * @return the text
     */
    public static String unquote(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw.substring(1, raw.length() - 1);
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 1; i < raw.length() - 1; i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = raw.charAt(++i);
            switch (c) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(c);
            }
        }
        return text.toString();
    }
}
