// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleMap;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that is as it was written: its manifest, the manifest's bytes, and the state in it.
 *
 * @param file the manifest's file
 * @param manifest what it says
 * @param stored its bytes
 * @param held the state, whose root is the manifest's; {@code null} once it was let go
 */
record Generation(
        String file,
        Manifest manifest,
        StoredManifest stored,
        @Nullable MerkleMap held) {

    /** Returns the state, which was not let go. */
    MerkleMap base() {
        if (held == null) {
            throw new IllegalStateException("the state of generation " + manifest.generation() + " was let go");
        }
        return held;
    }

    /** Returns this without its state. */
    Generation letGo() {
        return new Generation(file, manifest, stored, null);
    }
}
