// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.wal.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Puts transactions together that one frame of the log takes, so that they share its fate and its sync. */
final class Groups {
    /** More than the log adds to a record's payload: its header, its time, an actor and an operation. */
    private static final int OVERHEAD_BYTES = 640;

    private Groups() {}

    /**
     * Cuts a list where a frame would be too large. A transaction of several records is a group of its own, and so is what
     * changes nothing and comes first.
     */
    static List<List<Staged>> of(List<Staged> staged, int maxRecordBytes) {
        if (staged.size() == 1) {
            return List.of(staged);
        }
        List<List<Staged>> groups = new ArrayList<>();
        List<Staged> group = new ArrayList<>();
        long room = 0;
        for (Staged next : staged) {
            long bytes = next.isEmpty() ? 0 : (long) next.bytes() + OVERHEAD_BYTES;
            if (next.isLarge() || bytes > room || groups.isEmpty()) {
                group = new ArrayList<>();
                groups.add(group);
                room = next.isLarge() ? 0 : Math.max(0, maxRecordBytes - bytes);
            } else {
                room -= bytes;
            }
            group.add(next);
        }
        return groups;
    }

    /** Returns the records of a group. */
    static List<LogEntry> entries(List<Staged> group) {
        List<LogEntry> entries = new ArrayList<>();
        group.forEach(staged -> entries.addAll(staged.entries()));
        return entries;
    }
}
