// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.StorageFile;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a file from its start. Closing leaves the file open. */
final class StorageInput extends InputStream {
    private final StorageFile file;
    private long position;

    StorageInput(StorageFile file) {
        this.file = file;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = file.read(ByteBuffer.wrap(bytes, offset, length), position);
        position += Math.max(count, 0);
        return count;
    }

    /** Returns how many bytes were read so far. */
    long position() {
        return position;
    }
}
