// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.LegacyReadException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file of a source, open for reading. */
public final class SourceFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final String name;
    private final String fullName;

    SourceFile(SeekableByteChannel channel, String name, String fullName) {
        this.channel = channel;
        this.name = name;
        this.fullName = fullName;
    }

    /**
     * Returns the file's name.
     *
     * @return the name relative to the source
     */
    public String name() {
        return name;
    }

    /**
     * Returns the size as it is now.
     *
     * @return bytes
     */
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new LegacyReadException(fullName, e);
        }
    }

    /**
     * Reads from a place until the buffer is full or the file ends.
     *
     * @param buffer receives the bytes
     * @param position the first byte's place in the file
     * @return how many bytes were read, possibly 0
     */
    public int read(ByteBuffer buffer, long position) {
        int done = 0;
        try {
            channel.position(position);
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer);
                if (count < 0) {
                    break;
                }
                done += count;
            }
        } catch (IOException e) {
            throw new LegacyReadException(fullName, e);
        }
        return done;
    }

    /**
     * Reads bytes one after the other. Buffered; throws {@link LegacyReadException} instead of {@link IOException}.
     *
     * @param from the first byte's place
     * @param to the place behind the last; bytes behind the file's end are not there
     * @return the stream; closing it does not close the file
     */
    public InputStream stream(long from, long to) {
        return new BufferedInputStream(new Bytes(from, to), BUFFER_BYTES);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LegacyReadException(fullName, e);
        }
    }

    private final class Bytes extends InputStream {
        private final long to;
        private long at;

        Bytes(long from, long to) {
            this.at = from;
            this.to = to;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int wanted = (int) Math.min(length, to - at);
            if (length > 0 && wanted <= 0) {
                return -1;
            }
            int count = SourceFile.this.read(ByteBuffer.wrap(bytes, offset, wanted), at);
            at += count;
            return count == 0 && wanted > 0 ? -1 : count;
        }
    }
}
