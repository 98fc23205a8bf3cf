// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/** H2's file on a storage of ours, so that what H2 does is recorded and failed like what the log does. */
final class StorageFileStore extends RandomAccessStore {
    static final String NAME = "data.mv";

    private final StorageFile file;

    private StorageFileStore(StorageFile file) {
        super(Map.of());
        this.file = file;
        saveChunkLock.lock();
        try {
            setSize(file.size());
        } finally {
            saveChunkLock.unlock();
        }
    }

    /** Opens the store in a storage, made if need be; without threads of H2's own. */
    static MVStore open(Storage storage) {
        OpenMode mode = storage.exists(NAME) ? OpenMode.READ_WRITE : OpenMode.CREATE_NEW;
        StorageFile file = storage.open(NAME, mode);
        if (mode == OpenMode.CREATE_NEW) {
            storage.syncDirectory("");
        }
        return new MVStore.Builder()
                .adoptFileStore(new StorageFileStore(file))
                .autoCommitDisabled()
                .open();
    }

    @Override
    public void open(String name, boolean readOnly, char[] key) {
        throw new UnsupportedOperationException("it is open");
    }

    @Override
    public StorageFileStore open(String name, boolean readOnly) {
        throw new UnsupportedOperationException("it is open");
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.readFully(bytes, position);
        readCount.incrementAndGet();
        readBytes.addAndGet(length);
        return bytes.rewind();
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        int length = source.remaining();
        setSize(Math.max(size(), position + length));
        file.writeFully(source, position);
        writeCount.incrementAndGet();
        writeBytes.addAndGet(length);
    }

    @Override
    protected void truncate(long size) {
        file.truncate(size);
        setSize(Math.min(size(), size));
    }

    @Override
    public void sync() {
        file.force(true);
    }

    @Override
    public void close() {
        try {
            file.close();
        } finally {
            super.close();
        }
    }

    @Override
    public void backup(ZipOutputStream out) {
        throw new UnsupportedOperationException("nobody asks for it here");
    }
}
