// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.Storage;
import java.util.List;
import java.util.regex.Pattern;

/** The names of a store's files; those of its log stand beside them. */
final class Names {
    static final String MANIFEST = "MANIFEST";
    static final String MANIFEST_PREVIOUS = "MANIFEST.prev";
    static final String ROOT = "ROOT";
    static final String CHECKPOINTS = "ckpt";
    static final String QUARANTINE = "quarantine";
    static final String LOG = "wal";
    static final String BASE = "base.kvs";
    static final String DELTA = "delta.kvs";

    static final String SNAPSHOTS = "snap";

    /** What says of a directory that it is a snapshot, and of which name. */
    static final String DESCRIPTOR = "SNAPSHOT";

    /** What a file is called until it is complete and forced. */
    static final String TEMPORARY = ".tmp";

    private static final Pattern GENERATION = Pattern.compile("[0-9a-f]{16}/");
    private static final Pattern SNAPSHOT_FILE =
            Pattern.compile("SNAPSHOT(\\.tmp)?|MANIFEST|[0-9a-f]{16}-(base|delta)\\.kvs(\\.tmp)?");

    private Names() {}

    static String checkpoint(long generation) {
        return CHECKPOINTS + "/" + String.format("%016x", generation);
    }

    static String base(long generation) {
        return checkpoint(generation) + "/" + BASE;
    }

    static String delta(long generation) {
        return checkpoint(generation) + "/" + DELTA;
    }

    /** Tells whether a name listed in the directory of a checkpoint is one that the store gives. */
    static boolean isInCheckpoint(String listed) {
        return inCheckpoint().contains(listed);
    }

    /** Returns every name a file can have in the directory of a checkpoint, unfinished ones first. */
    static List<String> inCheckpoint() {
        return List.of(BASE + TEMPORARY, DELTA + TEMPORARY, BASE, DELTA);
    }

    /** Tells whether a name listed in the directory of checkpoints is that of one. */
    static boolean isCheckpoint(String listed) {
        return GENERATION.matcher(listed).matches();
    }

    static String snapshot(String id) {
        return SNAPSHOTS + "/" + id;
    }

    /** Returns the name of a checkpoint's file in a snapshot. */
    static String inSnapshot(String id, CheckpointFile file) {
        String kind = file.kind() == CheckpointFile.Kind.BASE ? BASE : DELTA;
        return snapshot(id) + "/" + String.format("%016x", file.generation()) + "-" + kind;
    }

    /** Tells whether a name listed in the directory of a snapshot is one that the store gives. */
    static boolean isInSnapshot(String listed) {
        return SNAPSHOT_FILE.matcher(listed).matches();
    }

    /** Tells whether a name listed in the directory of snapshots is that of one, whole or not. */
    static boolean isSnapshot(String listed) {
        return GENERATION.matcher(listed).matches();
    }

    /**
     * Returns the full name of what was found in a directory. Others call their files and directories as they like, also so
     * that no storage would take the name.
     */
    static String listed(Storage storage, String directory, String name) {
        String full = storage.describe(directory);
        return full + (full.endsWith("/") ? "" : "/") + name;
    }

    static long generation(String listed) {
        return Long.parseUnsignedLong(listed.substring(0, 16), 16);
    }
}
