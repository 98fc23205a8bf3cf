// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The lines of a file one after the other, whatever stands in them, up to the end it had when they were begun. */
public final class SourceLines {
    /** The longest line that is looked at, in bytes. */
    public static final int MAX_LINE_BYTES = 64 << 20;

    private static final int CHUNK = 64 << 10;

    private final SourceFile file;
    private final long end;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long readAt;
    private long number;
    private long offset;
    private long next;
    private boolean terminated;
    private boolean tooLong;

    /**
     * Begins at the first line.
     *
     * @param file the file; not closed
     * @param end where to stop
     */
    public SourceLines(SourceFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Goes to the next line.
     *
     * @return {@code false} at the end
     */
    public boolean advance() {
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
        number++;
        return next > offset;
    }

    private void keep(int from, int length) {
        if (line.size() + length > MAX_LINE_BYTES) {
            tooLong = true;
            line.reset();
        }
        if (!tooLong) {
            line.write(chunk.array(), from, length);
        }
    }

    private boolean fill() {
        chunk.clear().limit((int) Math.min(CHUNK, end - readAt));
        readAt += file.read(chunk, readAt);
        chunk.flip();
        return chunk.hasRemaining();
    }

    /**
     * Returns the line without its line feed.
     *
     * @return the bytes
     * @throws BadLineException {@code too_long}
     */
    public byte[] line() throws BadLineException {
        if (tooLong) {
            throw new BadLineException("too_long");
        }
        return line.toByteArray();
    }

    /**
     * Tells whether the line is nothing but white space.
     *
     * @return {@code true} if so
     */
    public boolean isBlank() {
        if (tooLong) {
            return false;
        }
        for (byte b : line.toByteArray()) {
            if (b != ' ' && (b < '\t' || b > '\r')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the line's number.
     *
     * @return its number, from 1
     */
    public long number() {
        return number;
    }

    /**
     * Returns where the line begins.
     *
     * @return its first byte's place in the file
     */
    public long offset() {
        return offset;
    }

    /**
     * Returns how long the line is with its end.
     *
     * @return bytes
     */
    public long length() {
        return next - offset;
    }

    /**
     * Tells whether the line has an end of its own, and not that of the file.
     *
     * @return {@code true} if a line feed ends it
     */
    public boolean isTerminated() {
        return terminated;
    }
}
