// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk on which a sync of data takes as long as one wants, on top of what it takes anyway. */
final class SlowStorage implements Storage {
    private final Storage storage;
    private final long nanos;

    SlowStorage(Storage storage, long nanos) {
        this.storage = storage;
        this.nanos = nanos;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        return new SlowFile(storage.open(name, mode), mode == OpenMode.SYNCHRONOUS);
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

    private void delay() {
        // a parked thread gives its core away, as one that waits for a device does
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            java.util.concurrent.locks.LockSupport.parkNanos(left);
        }
    }

    private final class SlowFile implements StorageFile {
        private final StorageFile file;
        private final boolean synchronous;

        SlowFile(StorageFile file, boolean synchronous) {
            this.file = file;
            this.synchronous = synchronous;
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
        public int write(ByteBuffer source, long position) {
            int written = file.write(source, position);
            if (synchronous) {
                delay();
            }
            return written;
        }

        @Override
        public void force(boolean metadata) {
            file.force(metadata);
            delay();
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
}
