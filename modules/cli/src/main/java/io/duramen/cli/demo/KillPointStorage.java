// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A storage that does everything as the one beneath, and leads past a {@link KillGate} on the way. It knows segments by the
 * name they get when they are ready, because before that they hold nothing that was promised.
 */
final class KillPointStorage implements Storage {
    private static final String SEGMENT = ".seg";

    private final Storage storage;
    private final KillGate gate;
    private final Map<String, KillPointFile> files = new ConcurrentHashMap<>();

    KillPointStorage(Storage storage, KillGate gate) {
        this.storage = storage;
        this.gate = gate;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        boolean synchronous = mode == OpenMode.SYNCHRONOUS;
        // A write that is also a sync is taken apart: between the two there are moments to be killed in.
        StorageFile file = storage.open(name, synchronous ? OpenMode.READ_WRITE : mode);
        if (mode == OpenMode.READ) {
            return file;
        }
        KillPointFile watched = new KillPointFile(file, gate, synchronous);
        if (synchronous && name.endsWith(SEGMENT)) {
            watched.becomesSegment();
            return watched;
        }
        files.put(name, watched);
        return watched;
    }

    @Override
    public void rename(String from, String to) {
        if (to.equals("MANIFEST")) {
            gate.pass(KillPoint.MID_CHECKPOINT);
        }
        storage.rename(from, to);
        KillPointFile moved = files.remove(from);
        if (to.endsWith(SEGMENT)) {
            if (moved != null) {
                moved.becomesSegment();
            }
            gate.pass(KillPoint.MID_ROLL);
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
