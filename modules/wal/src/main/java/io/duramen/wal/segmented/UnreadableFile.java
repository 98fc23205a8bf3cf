// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;

/** Stands for a compressed segment of which nothing can be read, so that salvage goes on with the others. */
final class UnreadableFile implements StorageFile {
    private final String name;
    private final CorruptLogException why;

    UnreadableFile(String name, CorruptLogException why) {
        this.name = name;
        this.why = why;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw why;
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw why;
    }

    @Override
    public void force(boolean metadata) {
        throw why;
    }

    @Override
    public void truncate(long size) {
        throw why;
    }

    @Override
    public void preallocate(long size) {
        throw why;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
