// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint's file under one of its names: in the checkpoint itself, or in a snapshot.
 *
 * @param name the name
 * @param kind what it holds
 * @param generation the checkpoint it was written for
 */
record SealedFile(String name, CheckpointFile.Kind kind, long generation) {
    private static final Pattern IN_SNAPSHOT = Pattern.compile("([0-9a-f]{16})-(base|delta)\\.kvs");
    private static final Pattern QUARANTINED = Pattern.compile(".*\\.kvs(\\.[0-9]+)?");

    boolean isInSnapshot() {
        return name.startsWith(Names.SNAPSHOTS + "/");
    }

    /** Returns the identity of the snapshot it is in. */
    String snapshot() {
        return name.substring(Names.SNAPSHOTS.length() + 1, name.lastIndexOf('/'));
    }

    /** Tells whether another name stands for what was written as the same file. */
    boolean isSameAs(SealedFile other) {
        return kind == other.kind && generation == other.generation;
    }

    /** Returns every file of every checkpoint and snapshot that is there, whole or not, under each of its names. */
    static List<SealedFile> all(Storage storage) {
        List<SealedFile> found = new ArrayList<>();
        for (long generation : new Tidying(storage).checkpoints()) {
            List<String> listed = storage.list(Names.checkpoint(generation));
            for (CheckpointFile.Kind kind : CheckpointFile.Kind.values()) {
                String name = CheckpointFile.name(kind, generation);
                if (listed.contains(name.substring(name.lastIndexOf('/') + 1))) {
                    found.add(new SealedFile(name, kind, generation));
                }
            }
        }
        for (String id : new StoredSnapshots(storage, null).ids()) {
            for (String listed : storage.list(Names.snapshot(id))) {
                Matcher matcher = IN_SNAPSHOT.matcher(listed);
                if (matcher.matches()) {
                    CheckpointFile.Kind kind =
                            matcher.group(2).equals("base") ? CheckpointFile.Kind.BASE : CheckpointFile.Kind.DELTA;
                    found.add(new SealedFile(Names.snapshot(id) + "/" + listed, kind, Names.generation(listed)));
                }
            }
        }
        return found;
    }

    /** Returns the names of files of checkpoints that were put aside. */
    static List<String> quarantined(Storage storage) {
        if (!storage.exists(Names.QUARANTINE)) {
            return List.of();
        }
        return storage.list(Names.QUARANTINE).stream()
                .filter(listed -> QUARANTINED.matcher(listed).matches())
                .map(listed -> Names.QUARANTINE + "/" + listed)
                .toList();
    }
}
