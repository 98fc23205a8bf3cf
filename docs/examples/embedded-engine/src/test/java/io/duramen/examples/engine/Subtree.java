// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import java.util.List;

/** A directory of a storage as a storage of its own, so that one power failure strikes two of them. */
record Subtree(Storage storage, String directory) implements Storage {

    static Subtree of(Storage storage, String directory) {
        if (!storage.exists(directory)) {
            storage.createDirectory(directory);
            storage.syncDirectory("");
        }
        return new Subtree(storage, directory);
    }

    private String in(String name) {
        return name.isEmpty() ? directory : directory + "/" + name;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        return storage.open(in(name), mode);
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(in(name));
    }

    @Override
    public List<String> list(String name) {
        return storage.list(in(name));
    }

    @Override
    public void createDirectory(String name) {
        storage.createDirectory(in(name));
    }

    @Override
    public void rename(String from, String to) {
        storage.rename(in(from), in(to));
    }

    @Override
    public void link(String existing, String link) {
        storage.link(in(existing), in(link));
    }

    @Override
    public void delete(String name) {
        storage.delete(in(name));
    }

    @Override
    public void syncDirectory(String name) {
        storage.syncDirectory(in(name));
    }

    @Override
    public StorageLock lock(String name) {
        return storage.lock(in(name));
    }

    @Override
    public long usableSpace() {
        return storage.usableSpace();
    }

    @Override
    public String describe(String name) {
        return storage.describe(in(name));
    }
}
