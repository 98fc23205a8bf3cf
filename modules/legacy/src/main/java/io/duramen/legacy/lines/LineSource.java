// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.StorageFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The lines of a file one after the other, whatever stands in them. */
final class LineSource {
    private static final int CHUNK = 64 << 10;

    private final StorageFile file;
    private final long end;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long readAt;
    private long offset;
    private long next;
    private boolean terminated;
    private boolean tooLong;

    LineSource(StorageFile file, long from, long end) {
        this.file = file;
        this.readAt = from;
        this.next = from;
        this.end = end;
    }

    /** Reads the next line. Returns false at the end. */
    boolean advance() {
        line.reset();
        offset = next;
        terminated = false;
        tooLong = false;
        while (!terminated && (chunk.hasRemaining() || fill())) {
            int from = chunk.position();
            int at = from;
            while (at < chunk.limit() && chunk.get(at) != '\n') {
                at++;
            }
            keep(from, at - from);
            terminated = at < chunk.limit();
            chunk.position(terminated ? at + 1 : at);
        }
        next = readAt - chunk.remaining();
        return next > offset;
    }

    private void keep(int from, int length) {
        if (line.size() + length > LineLayout.MAX_LINE_BYTES) {
            tooLong = true;
            line.reset();
        }
        if (!tooLong) {
            line.write(chunk.array(), from, length);
        }
    }

    private boolean fill() {
        chunk.clear().limit((int) Math.min(CHUNK, end - readAt));
        while (chunk.hasRemaining()) {
            int n = file.read(chunk, readAt);
            if (n < 0) {
                break;
            }
            readAt += n;
        }
        chunk.flip();
        return chunk.hasRemaining();
    }

    /** The line without its end. */
    byte[] line() {
        return line.toByteArray();
    }

    Line parse() throws BadLineException {
        if (tooLong) {
            throw new BadLineException("too_long", "a line of more than " + LineLayout.MAX_LINE_BYTES + " bytes");
        }
        return LineParser.parse(line());
    }

    boolean isBlank() {
        return !tooLong && LineParser.isBlank(line());
    }

    /** Where the line begins. */
    long offset() {
        return offset;
    }

    /** Where the next line begins. */
    long next() {
        return next;
    }

    /** Whether the line has an end of its own and not that of the file. */
    boolean isTerminated() {
        return terminated;
    }
}
