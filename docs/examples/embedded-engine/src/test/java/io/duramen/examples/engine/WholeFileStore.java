// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/**
 * H2's file in memory, put on the disk as a whole: a power failure leaves it as it was at some moment, never torn. What is then
 * tested is the order of log and store, and not what H2 makes of a torn file of its own.
 */
final class WholeFileStore extends RandomAccessStore {
    private static final String NEXT = StorageFileStore.NAME + ".next";

    /** How much of what H2 does between its syncs survives. */
    enum Between {
        /** Nothing: what was not synced is lost. */
        NOTHING,
        /** Every write, as when only the process dies. */
        EVERY_WRITE
    }

    private final Storage storage;
    private final Between between;
    private byte[] bytes;
    private int used;

    private WholeFileStore(Storage storage, Between between, byte[] bytes) {
        super(Map.of());
        this.storage = storage;
        this.between = between;
        this.bytes = bytes;
        this.used = bytes.length;
        saveChunkLock.lock();
        try {
            setSize(used);
        } finally {
            saveChunkLock.unlock();
        }
    }

    static MVStore open(Storage storage, Between between) {
        if (storage.exists(NEXT)) {
            storage.delete(NEXT);
        }
        byte[] bytes = new byte[0];
        if (storage.exists(StorageFileStore.NAME)) {
            try (StorageFile file = storage.open(StorageFileStore.NAME, OpenMode.READ)) {
                bytes = new byte[(int) file.size()];
                file.readFully(ByteBuffer.wrap(bytes), 0);
            }
        }
        return new MVStore.Builder()
                .adoptFileStore(new WholeFileStore(storage, between, bytes))
                .autoCommitDisabled()
                .open();
    }

    private void publish() {
        try (StorageFile file = storage.open(NEXT, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes, 0, used), 0);
            file.force(true);
        }
        storage.rename(NEXT, StorageFileStore.NAME);
        storage.syncDirectory("");
    }

    private void wrote() {
        if (between == Between.EVERY_WRITE) {
            publish();
        }
    }

    @Override
    public void sync() {
        publish();
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        readCount.incrementAndGet();
        readBytes.addAndGet(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, (int) position, (int) position + length));
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        int length = source.remaining();
        int end = (int) position + length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * end);
        }
        source.get(bytes, (int) position, length);
        used = Math.max(used, end);
        setSize(used);
        writeCount.incrementAndGet();
        writeBytes.addAndGet(length);
        wrote();
    }

    @Override
    protected void truncate(long size) {
        if (size < used) {
            Arrays.fill(bytes, (int) size, used, (byte) 0);
            used = (int) size;
            setSize(size);
            wrote();
        }
    }

    @Override
    public void open(String name, boolean readOnly, char[] key) {
        throw new UnsupportedOperationException("it is open");
    }

    @Override
    public WholeFileStore open(String name, boolean readOnly) {
        throw new UnsupportedOperationException("it is open");
    }

    @Override
    public void backup(ZipOutputStream out) {
        throw new UnsupportedOperationException("nobody asks for it here");
    }
}
