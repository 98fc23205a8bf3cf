// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

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

    /** What a file is called until it is complete and forced. */
    static final String TEMPORARY = ".tmp";

    private static final Pattern GENERATION = Pattern.compile("[0-9a-f]{16}/");

    private Names() {}

    static String checkpoint(long generation) {
        return CHECKPOINTS + "/" + String.format("%016x", generation);
    }

    static String base(long generation) {
        return checkpoint(generation) + "/" + BASE;
    }

    /** Tells whether a name listed in the directory of checkpoints is that of one. */
    static boolean isCheckpoint(String listed) {
        return GENERATION.matcher(listed).matches();
    }

    static long generation(String listed) {
        return Long.parseUnsignedLong(listed.substring(0, 16), 16);
    }
}
