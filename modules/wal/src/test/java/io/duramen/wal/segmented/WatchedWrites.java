// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import java.nio.ByteBuffer;
import java.util.List;

/** Runs something in each write of records, by the thread that writes; the marks of an idle moment are shorter than any record. */
record WatchedWrites(Storage storage, Runnable inWrite) implements Storage {

    @Override
    public StorageFile open(String name, OpenMode mode) {
        return new File(storage.open(name, mode));
    }

    private final class File implements StorageFile {
        private final StorageFile file;

        File(StorageFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            if (source.remaining() > SegmentLayout.FRAME_HEADER_BYTES) {
                inWrite.run();
            }
            return file.write(source, position);
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return file.read(target, position);
        }

        @Override
        public void force(boolean metadata) {
            file.force(metadata);
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void preallocate(long size) {
            file.preallocate(size);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(name);
    }

    @Override
    public List<String> list(String directory) {
        return storage.list(directory);
    }

    @Override
    public void createDirectory(String directory) {
        storage.createDirectory(directory);
    }

    @Override
    public void rename(String from, String to) {
        storage.rename(from, to);
    }

    @Override
    public void link(String existing, String link) {
        storage.link(existing, link);
    }

    @Override
    public void delete(String name) {
        storage.delete(name);
    }

    @Override
    public void syncDirectory(String directory) {
        storage.syncDirectory(directory);
    }

    @Override
    public StorageLock lock(String name) {
        return storage.lock(name);
    }

    @Override
    public long usableSpace() {
        return storage.usableSpace();
    }

    @Override
    public String describe(String name) {
        return storage.describe(name);
    }
}
