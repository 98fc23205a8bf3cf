// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Removes what a store has left behind of its own, and nothing else. Each deletion is made durable. */
final class Tidying {
    private static final Set<String> KNOWN = Set.of(
            Names.MANIFEST,
            Names.MANIFEST_PREVIOUS,
            Names.ROOT,
            Names.CHECKPOINTS + "/",
            Names.LOG + "/",
            Names.SNAPSHOTS + "/",
            Names.QUARANTINE + "/",
            "LOCK",
            "LOCK.owner");

    private static final List<String> TEMPORARY = List.of(
            Names.MANIFEST + Names.TEMPORARY, Names.MANIFEST_PREVIOUS + Names.TEMPORARY, Names.ROOT + Names.TEMPORARY);

    private final Storage storage;
    private final List<String> deleted = new ArrayList<>();

    Tidying(Storage storage) {
        this.storage = storage;
    }

    /** Returns what was deleted, by full name. */
    List<String> deleted() {
        return deleted;
    }

    /** Removes temporary manifests. */
    void removeTemporary() {
        removeTemporary(List.of(Names.MANIFEST, Names.MANIFEST_PREVIOUS));
    }

    /** Removes a temporary {@code ROOT}, before there is anybody who may be writing one. */
    void removeTemporaryRoot() {
        removeTemporary(List.of(Names.ROOT));
    }

    private void removeTemporary(List<String> names) {
        boolean any = false;
        for (String name : names) {
            if (storage.exists(name + Names.TEMPORARY)) {
                delete(name + Names.TEMPORARY);
                any = true;
            }
        }
        if (any) {
            storage.syncDirectory("");
        }
    }

    /** Removes {@code ROOT}, which nothing keeps up any more. */
    void removeRoot() {
        delete(Names.ROOT);
        storage.syncDirectory("");
    }

    /** Removes what an attempt at a checkpoint left. */
    void removeUnfinished(long generation) {
        removeTemporary();
        if (removeCheckpoint(generation)) {
            storage.syncDirectory(Names.CHECKPOINTS);
        }
    }

    /** Removes every checkpoint but those of some generations. */
    void removeCheckpointsExcept(Collection<Long> kept) {
        boolean any = false;
        for (long generation : checkpoints()) {
            if (!kept.contains(generation)) {
                any |= removeCheckpoint(generation);
            }
        }
        if (any) {
            storage.syncDirectory(Names.CHECKPOINTS);
        }
    }

    /** Removes unfinished files beside the finished ones of a checkpoint. Only while none is being written. */
    void removeUnfinishedFiles() {
        for (long generation : checkpoints()) {
            List<String> files = storage.list(Names.checkpoint(generation));
            boolean finished = files.contains(Names.BASE) || files.contains(Names.DELTA);
            for (String name : files) {
                if (finished && Names.isInCheckpoint(name) && name.endsWith(Names.TEMPORARY)) {
                    delete(Names.checkpoint(generation) + "/" + name);
                    storage.syncDirectory(Names.checkpoint(generation));
                }
            }
        }
    }

    /** Removes a checkpoint's files and its directory, unless something else is in it. */
    private boolean removeCheckpoint(long generation) {
        String directory = Names.checkpoint(generation);
        if (!storage.exists(directory)) {
            return false;
        }
        for (String name : Names.inCheckpoint()) {
            if (storage.exists(directory + "/" + name)) {
                delete(directory + "/" + name);
            }
        }
        storage.syncDirectory(directory);
        if (!storage.list(directory).isEmpty()) {
            return false;
        }
        delete(directory);
        return true;
    }

    private void delete(String name) {
        storage.delete(name);
        deleted.add(storage.describe(name));
    }

    /** Returns the generations that have a directory. */
    Set<Long> checkpoints() {
        Set<Long> found = new TreeSet<>();
        if (storage.exists(Names.CHECKPOINTS)) {
            for (String name : storage.list(Names.CHECKPOINTS)) {
                if (Names.isCheckpoint(name)) {
                    found.add(Names.generation(name));
                }
            }
        }
        return found;
    }

    /** Returns what is neither the store's nor its log's, by full name. */
    List<String> foreign() {
        List<String> found = new ArrayList<>();
        for (String name : storage.list("")) {
            if (!KNOWN.contains(name) && !name.startsWith("keyring") && !TEMPORARY.contains(name)) {
                found.add(Names.listed(storage, "", name));
            }
        }
        if (storage.exists(Names.CHECKPOINTS)) {
            for (String name : storage.list(Names.CHECKPOINTS)) {
                if (!Names.isCheckpoint(name)) {
                    found.add(Names.listed(storage, Names.CHECKPOINTS, name));
                } else {
                    foreignIn(Names.checkpoint(Names.generation(name)), found);
                }
            }
        }
        return found;
    }

    private void foreignIn(String directory, List<String> found) {
        for (String name : storage.list(directory)) {
            if (!Names.isInCheckpoint(name)) {
                found.add(Names.listed(storage, directory, name));
            }
        }
    }

    /** Moves damaged files out of the way, each under a name that is free. Returns their new full names. */
    List<String> quarantine(List<String> files) {
        List<String> moved = new ArrayList<>();
        for (String name : files) {
            if (!storage.exists(name)) {
                continue;
            }
            if (!storage.exists(Names.QUARANTINE)) {
                storage.createDirectory(Names.QUARANTINE);
                storage.syncDirectory("");
            }
            String target = free(Names.QUARANTINE + "/" + name.replace('/', '-'));
            storage.rename(name, target);
            storage.syncDirectory(Names.QUARANTINE);
            storage.syncDirectory(name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "");
            moved.add(storage.describe(target));
        }
        return moved;
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; storage.exists(name); i++) {
            name = wanted + "." + i;
        }
        return name;
    }
}
