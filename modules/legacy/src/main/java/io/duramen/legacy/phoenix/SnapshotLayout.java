// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import java.util.regex.Pattern;

/** Where Phoenix puts its snapshots: {@code snapshots/<uuid>/data} once finished, {@code temp} instead until then. */
final class SnapshotLayout {
    static final String DIRECTORY = "snapshots";
    static final String DATA = "data";
    static final String TEMP = "temp";

    /** The largest file an import takes: a store's record holds no more. */
    static final int MAX_FILE_BYTES = 16 << 20;

    static final String SNAPSHOT_INCOMPLETE = "SNAPSHOT_INCOMPLETE";
    static final String NOT_A_FILE = "not_a_file";
    static final String BESIDE_DATA = "temp_beside_data";

    private static final Pattern SNAPSHOT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private SnapshotLayout() {}

    /** Whether this is the name of a snapshot. */
    static boolean isSnapshot(String name) {
        return SNAPSHOT.matcher(name).matches();
    }
}
