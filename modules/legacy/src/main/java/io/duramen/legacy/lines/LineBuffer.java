// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.LineLayout.*;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whole lines on their way to a file. */
final class LineBuffer {
    private final Bytes bytes = new Bytes();

    /** Adds a line with its number and checksum, and returns its length. */
    int add(String text, long lsn, long durable) {
        return add(text, lsn, durable, lsn - 1, 0);
    }

    /** Adds a line that is there with so many following ones or not at all. */
    int add(String text, long lsn, long durable, long more) {
        return add(text, lsn, durable, lsn - 1, more);
    }

    /** Adds a mark behind a record. Everything before it is durable. */
    int addMark(String text, long lsn) {
        return add(text, lsn, lsn, lsn, 0);
    }

    private int add(String text, long lsn, long durable, long usual, long more) {
        int from = bytes.size();
        put(text);
        put(", \"lsn\": " + lsn);
        if (durable != usual) {
            put(", \"durable\": " + durable);
        }
        if (more > 0) {
            put(", \"more\": " + more);
        }
        put(CRC_BEGIN + bytes.checksum(from) + CRC_END + "\n");
        return bytes.size() - from;
    }

    /** Adds a line as the predecessors write it. */
    void addPlain(String text) {
        put(text);
        put("}\n");
    }

    /** Adds a line that stands in a file already, as it stands there. */
    void addRaw(byte[] line) {
        bytes.write(line, 0, line.length);
        bytes.write('\n');
    }

    private void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.write(utf8, 0, utf8.length);
    }

    int length() {
        return bytes.size();
    }

    /** A view of the lines, good until the next change. */
    ByteBuffer buffer() {
        return bytes.view();
    }

    void clear() {
        bytes.reset();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(512);
        }

        String checksum(int from) {
            return LineParser.checksum(buf, from, count - from);
        }

        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
