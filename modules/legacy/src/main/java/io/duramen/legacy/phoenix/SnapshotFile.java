// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import io.duramen.legacy.json.CodePoints;
import java.util.Comparator;

/**
 * A file of a snapshot.
 *
 * @param path its name relative to the snapshot's data, segments joined by {@code '/'}
 * @param size its bytes
 * @param sha256 the SHA-256 of its content, in hexadecimal
 */
record SnapshotFile(String path, long size, String sha256) {
    /** By the code points of the paths. */
    static final Comparator<SnapshotFile> ORDER = Comparator.comparing(SnapshotFile::path, CodePoints::compare);

    boolean isTopLevel() {
        return path.indexOf('/') < 0;
    }
}
