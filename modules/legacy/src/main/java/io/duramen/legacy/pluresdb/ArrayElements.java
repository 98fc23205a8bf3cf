// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an array of JSON apart, however long it is, and holds one element at a time. What an element is, is for the caller to
 * say; here it is all that lies between two commas outside of strings and brackets.
 */
final class ArrayElements {
    private static final int END = -1;

    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream element = new ByteArrayOutputStream();
    private long position;
    private long offset;
    private boolean begun;
    private boolean ended;

    /** From the array's bracket on; an element of more bytes than the limit is none. */
    ArrayElements(InputStream in, int limit) {
        this(in, limit, 0);
    }

    /** From an element on that was at this offset of the whole; from the bracket on if that is 0. */
    ArrayElements(InputStream in, int limit, long from) {
        this.in = in;
        this.limit = limit;
        this.position = from;
        this.begun = from > 0;
    }

    /** The next element without the space before it, or {@code null} at the end. */
    byte @Nullable [] next() throws IOException, NoArrayException {
        if (ended) {
            return null;
        }
        boolean first = !begun;
        if (first && skipSpace() != '[') {
            throw new NoArrayException(position - 1);
        }
        begun = true;
        int b = skipSpace();
        offset = position - 1;
        if (first && b == ']') {
            end();
            return null;
        }
        int delimiter = take(b);
        if (element.size() == 0) {
            throw new NoArrayException(offset);
        }
        if (delimiter == ']') {
            end();
        }
        return element.toByteArray();
    }

    /** Takes an element from its first byte on, and returns what stands behind it. */
    private int take(int first) throws IOException, NoArrayException {
        element.reset();
        JsonSpan span = new JsonSpan();
        int b = first;
        while (b != END && span.take(b)) {
            if (element.size() == limit) {
                throw new NoArrayException(offset);
            }
            element.write(b);
            b = read();
        }
        if (b != ',' && b != ']') {
            throw new NoArrayException(offset);
        }
        return b;
    }

    private void end() throws IOException, NoArrayException {
        ended = true;
        if (skipSpace() != END) {
            throw new NoArrayException(position - 1);
        }
    }

    private int skipSpace() throws IOException {
        int b = read();
        while (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
            b = read();
        }
        return b;
    }

    private int read() throws IOException {
        position++;
        return in.read();
    }

    /** Where the last element began. */
    long offset() {
        return offset;
    }

    /** Where the next element begins, or space before it. */
    long position() {
        return position;
    }

    boolean isEnded() {
        return ended;
    }
}
