// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A file or directory apart from its names. */
sealed interface SimNode {

    /** A file: what programs read, what the device holds, and the changes between the two. */
    final class SimFile implements SimNode {
        Content current;
        Content durable;
        final List<Change> pending = new ArrayList<>();
        final List<Range> unreadable = new ArrayList<>();
        int names;
        int handles;

        SimFile(Content durable) {
            this.durable = durable;
            this.current = durable.copy();
        }

        /** Makes the pending changes durable; not simply the current content, for a failed force may have lost some of it. */
        void force() {
            pending.forEach(change -> change.apply(durable));
            pending.clear();
        }

        /**
         * Does a write that is durable at once, past the cache. What the cache holds for the same place is written out before
         * it; nothing else becomes durable by it.
         */
        void changeDurably(Change.Write write) {
            for (Change change : List.copyOf(pending)) {
                if (change instanceof Change.Write earlier
                        && earlier.offset() < write.end()
                        && write.offset() < earlier.end()) {
                    earlier.apply(durable);
                    pending.remove(earlier);
                }
            }
            write.apply(durable);
            write.apply(current);
        }

        void change(Change change) {
            change.apply(current);
            pending.add(change);
        }
    }

    /** A directory: the names programs see and the names the device holds. */
    final class SimDirectory implements SimNode {
        final TreeMap<String, SimNode> current = new TreeMap<>();
        final TreeMap<String, SimNode> durable = new TreeMap<>();
    }

    /** Part of a file. */
    record Range(long offset, long length) {
        boolean overlaps(long from, long count) {
            return from < offset + length && offset < from + count;
        }
    }
}
