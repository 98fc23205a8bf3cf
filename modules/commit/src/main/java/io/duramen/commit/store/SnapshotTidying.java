// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/** Removes what making or removing a snapshot has left, and nothing that somebody else has put there. */
final class SnapshotTidying {
    private final Storage storage;
    private final List<String> deleted = new ArrayList<>();

    SnapshotTidying(Storage storage) {
        this.storage = storage;
    }

    /** Removes every directory of a snapshot that is none, or none any more. Returns what was deleted, by full name. */
    List<String> removeUnfinished() {
        StoredSnapshots snapshots = new StoredSnapshots(storage, null);
        for (String id : snapshots.ids()) {
            if (!snapshots.exists(id)) {
                remove(id);
            } else {
                removeUnfinishedFiles(id);
            }
        }
        return deleted;
    }

    /** Removes the copies of files that were to get another header. */
    private void removeUnfinishedFiles(String id) {
        String directory = Names.snapshot(id);
        for (String name : storage.list(directory)) {
            if (Names.isInSnapshot(name) && name.endsWith(".kvs" + Names.TEMPORARY)) {
                delete(directory + "/" + name);
                storage.syncDirectory(directory);
            }
        }
    }

    /** Removes the files of a directory without a descriptor, and the directory if nothing else is in it. */
    void remove(String id) {
        String directory = Names.snapshot(id);
        for (String name : storage.list(directory)) {
            if (Names.isInSnapshot(name)) {
                delete(directory + "/" + name);
            }
        }
        storage.syncDirectory(directory);
        if (storage.list(directory).isEmpty()) {
            delete(directory);
            storage.syncDirectory(Names.SNAPSHOTS);
        }
    }

    private void delete(String name) {
        storage.delete(name);
        deleted.add(storage.describe(name));
    }

    /** Returns what is in the directory of snapshots and not the store's, by full name. */
    static List<String> foreign(Storage storage) {
        List<String> found = new ArrayList<>();
        if (storage.exists(Names.SNAPSHOTS)) {
            for (String listed : storage.list(Names.SNAPSHOTS)) {
                if (!Names.isSnapshot(listed)) {
                    found.add(Names.listed(storage, Names.SNAPSHOTS, listed));
                } else {
                    String directory = Names.snapshot(listed.substring(0, 16));
                    storage.list(directory).stream()
                            .filter(name -> !Names.isInSnapshot(name))
                            .forEach(name -> found.add(Names.listed(storage, directory, name)));
                }
            }
        }
        return found;
    }
}
