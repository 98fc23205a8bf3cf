// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The lines of a file one after the other, whatever stands in them. Not for several threads. */
public final class RawLines {
    /** The longest line that is looked at, in bytes: a payload in base64 and its attributes need less. */
    public static final int MAX_LINE_BYTES = 64 << 20;

    private static final int CHUNK = 64 << 10;

    private final Bytes file;
    private final long end;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long readAt;
    private long number;
    private long offset;
    private long next;
    private boolean terminated;
    private boolean tooLong;

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Bytes {
        /**
         * Reads bytes of the file.
         *
         * @param into receives them from its position on; not retained
         * @param position the place of the first in the file
         * @return how many were read; 0 or less at the end of the file
         */
        int read(ByteBuffer into, long position);
    }

    /**
     * Begins at the start of a line.
     *
     * @param file the file; not closed
     * @param from the first byte's place
     * @param end where to stop, if the file does not end before
     */
    public RawLines(Bytes file, long from, long end) {
        this.file = file;
        this.readAt = from;
        this.next = from;
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
        while (chunk.hasRemaining()) {
            int n = file.read(chunk, readAt);
            if (n <= 0) {
                break;
            }
            readAt += n;
        }
        chunk.flip();
        return chunk.hasRemaining();
    }

    /**
     * Returns the line without its line feed.
     *
     * @return its bytes; none of them if it is too long
     */
    public byte[] line() {
        return line.toByteArray();
    }

    /**
     * Returns the line without its line feed, for somebody who means to understand it.
     *
     * @return its bytes
     * @throws BadLineException {@code too_long}
     */
    public byte[] wholeLine() throws BadLineException {
        if (tooLong) {
            throw new BadLineException("too_long", "a line of more than " + MAX_LINE_BYTES + " bytes");
        }
        return line();
    }

    /**
     * Tells whether the line is nothing but white space, and so means nothing.
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
     * Returns how many lines were begun.
     *
     * @return the line's number, from 1
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
     * Returns where the next line begins.
     *
     * @return the place behind the line's last byte, its line feed included
     */
    public long next() {
        return next;
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
