// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.StorageFile;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a file from its start. Closing writes what is buffered and leaves the file open, to be forced. */
final class StorageOutput extends OutputStream {
    private final StorageFile file;
    private final byte[] buffer = new byte[64 << 10];
    private int buffered;
    private long written;

    StorageOutput(StorageFile file) {
        this.file = file;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > buffer.length - buffered) {
            flush();
        }
        if (length > buffer.length) {
            writeOut(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    @Override
    public void flush() {
        writeOut(buffer, 0, buffered);
        buffered = 0;
    }

    private void writeOut(byte[] bytes, int offset, int length) {
        file.writeFully(ByteBuffer.wrap(bytes, offset, length), written);
        written += length;
    }

    /** Returns how many bytes were given so far. */
    long length() {
        return written + buffered;
    }

    @Override
    public void close() {
        flush();
    }
}
