// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.Optional;

/**
 * A file of a checkpoint as it is stored, sealed or not. Once it has its name it is never changed, but for the header of a
 * sealed one, which holds its key.
 *
 * @param kind what it holds
 * @param generation the checkpoint it was written for; later ones may name it too
 * @param length its length in bytes
 * @param sha256 the digest of its bytes, without those of the header if it is sealed
 */
record CheckpointFile(Kind kind, long generation, long length, Digest32 sha256) {

    /** What a file holds. */
    enum Kind {
        /** A whole state. */
        BASE,
        /** The keys set and removed since the checkpoint before. */
        DELTA
    }

    /** Returns the file's name in the store. */
    String name() {
        return name(kind, generation);
    }

    static String name(Kind kind, long generation) {
        return kind == Kind.BASE ? Names.base(generation) : Names.delta(generation);
    }

    /** Returns the kind and generation a name stands for, with neither length nor digest; empty if it is no such name. */
    static Optional<CheckpointFile> named(String name) {
        String listed = name.startsWith(Names.CHECKPOINTS + "/") ? name.substring(Names.CHECKPOINTS.length() + 1) : "";
        int slash = listed.indexOf('/') + 1;
        if (slash == 0 || !Names.isCheckpoint(listed.substring(0, slash))) {
            return Optional.empty();
        }
        long generation = Names.generation(listed);
        for (Kind kind : Kind.values()) {
            if (name(kind, generation).equals(name)) {
                return Optional.of(new CheckpointFile(kind, generation, 0, Digest32.ZERO));
            }
        }
        return Optional.empty();
    }
}
