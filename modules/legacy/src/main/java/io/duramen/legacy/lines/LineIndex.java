// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where some of the records stand in a file, so that a reader need not begin at its start. */
final class LineIndex {
    private static final long SPACING = 64 << 10;

    private final TreeMap<Long, Long> offsets = new TreeMap<>(); // guarded by this

    /** Notes a record, unless it is near the last one noted. */
    synchronized void note(long lsn, long offset) {
        Map.Entry<Long, Long> last = offsets.lastEntry();
        if (last == null || offset - last.getValue() >= SPACING) {
            offsets.put(lsn, offset);
        }
    }

    /** The last one noted that is not behind a record: its number and where it stands. {@code null} if there is none. */
    synchronized Map.@Nullable Entry<Long, Long> floor(long lsn) {
        return offsets.floorEntry(lsn);
    }
}
