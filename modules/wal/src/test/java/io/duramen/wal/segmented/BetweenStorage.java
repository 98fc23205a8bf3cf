// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A storage that lets somebody else have a turn before each operation, and in the middle of each read and write: what two
 * processes do to each other, without a second thread.
 */
final class BetweenStorage implements Storage {
    private final Storage storage;
    private final Runnable turn;

    BetweenStorage(Storage storage, Runnable turn) {
        this.storage = storage;
        this.turn = turn;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        turn.run();
        return new BetweenFile(storage.open(name, mode));
    }

    @Override
    public boolean exists(String name) {
        turn.run();
        return storage.exists(name);
    }

    @Override
    public List<String> list(String directory) {
        turn.run();
        return storage.list(directory);
    }

    @Override
    public void createDirectory(String directory) {
        turn.run();
        storage.createDirectory(directory);
    }

    @Override
    public void rename(String from, String to) {
        turn.run();
        storage.rename(from, to);
    }

    @Override
    public void link(String existing, String link) {
        turn.run();
        storage.link(existing, link);
    }

    @Override
    public void delete(String name) {
        turn.run();
        storage.delete(name);
    }

    @Override
    public void syncDirectory(String directory) {
        turn.run();
        storage.syncDirectory(directory);
    }

    @Override
    public StorageLock lock(String name) {
        turn.run();
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

    private final class BetweenFile implements StorageFile {
        private final StorageFile file;

        BetweenFile(StorageFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            turn.run();
            int half = (target.remaining() + 1) / 2;
            ByteBuffer first = target.slice().limit(half);
            int n = file.read(first, position);
            target.position(target.position() + Math.max(0, n));
            return n;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            turn.run();
            int half = (source.remaining() + 1) / 2;
            int n = file.write(source.slice().limit(half), position);
            source.position(source.position() + n);
            return n;
        }

        @Override
        public void force(boolean metadata) {
            turn.run();
            file.force(metadata);
        }

        @Override
        public void truncate(long size) {
            turn.run();
            file.truncate(size);
        }

        @Override
        public long size() {
            turn.run();
            return file.size();
        }

        @Override
        public void preallocate(long size) {
            turn.run();
            file.preallocate(size);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
