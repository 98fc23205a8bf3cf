// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the interface does by itself, whatever the file below does. */
class StorageFileTest {
    @Test
    void shortWritesAndReadsGoOnWhereTheyStopped() {
        Bytewise file = new Bytewise(1);

        file.writeFully(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5);
        ByteBuffer found = ByteBuffer.allocate(3);

        assertEquals(3, file.readFully(found, 5));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), found.flip());
    }

    @Test
    void aFileThatTakesNothingEndsTheWriteInsteadOfHoldingIt() {
        Bytewise file = new Bytewise(0);

        StorageException e =
                assertThrows(StorageException.class, () -> file.writeFully(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5));

        assertEquals(Kind.IO, e.kind());
        assertEquals(0, file.readFully(ByteBuffer.allocate(3), 5));
    }

    /** Takes and gives so many bytes at a time. */
    private static final class Bytewise implements StorageFile {
        private final byte[] bytes = new byte[20];
        private final int step;

        Bytewise(int step) {
            this.step = step;
        }

        @Override
        public String name() {
            return "bytewise";
        }

        @Override
        public int read(ByteBuffer target, long position) {
            target.put(bytes, (int) position, step);
            return step;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            source.get(bytes, (int) position, step);
            return step;
        }

        @Override
        public void force(boolean metadata) {}

        @Override
        public void truncate(long size) {}

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void preallocate(long size) {}

        @Override
        public void close() {}
    }
}
