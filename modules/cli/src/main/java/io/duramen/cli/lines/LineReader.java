// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines without ever holding more than one. A line ends with a line feed, before which a carriage
 * return is dropped; the last one may lack it. A byte order mark at the start is dropped.
 */
public final class LineReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final int limit;
    private long number;
    private long offset;

    /**
     * Reads from a stream.
     *
     * @param in the stream; not closed
     * @param limit the longest line that is kept, in bytes
     */
    public LineReader(InputStream in, int limit) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.limit = limit;
    }

    /**
     * A line.
     *
     * @param number its number, from 1
     * @param bytes its bytes; only as many as are kept
     * @param length how many there were
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Line(long number, byte[] bytes, long length) {

        /**
         * Tells whether all of it is here.
         *
         * @return {@code false} if it was over the limit
         */
        public boolean isWhole() {
            return bytes.length == length;
        }

        /**
         * Tells whether there is nothing in it but white space.
         *
         * @return {@code true} if so
         */
        public boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads the next line.
     *
     * @return the line, or {@code null} at the end
     * @throws IOException if the stream fails
     */
    public @Nullable Line next() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
        long length = 0;
        int b;
        while ((b = in.read()) >= 0) {
            offset++;
            if (b == '\n') {
                break;
            }
            length++;
            if (length <= limit) {
                kept.write(b);
            }
        }
        if (b < 0 && length == 0) {
            return null;
        }
        number++;
        return line(kept.toByteArray(), length);
    }

    private Line line(byte[] kept, long length) {
        int from = number == 1 && startsWithMark(kept) ? BYTE_ORDER_MARK.length : 0;
        int to = kept.length;
        if (to > from && kept.length == length && kept[to - 1] == '\r') {
            to--;
        }
        byte[] bytes = java.util.Arrays.copyOfRange(kept, from, to);
        return new Line(number, bytes, length - (kept.length - bytes.length));
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }

    /**
     * Returns how many bytes were read.
     *
     * @return bytes from the start of the stream
     */
    public long offset() {
        return offset;
    }
}
