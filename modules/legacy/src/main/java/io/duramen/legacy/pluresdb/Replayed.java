// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many records of each kind a replay went through, and what they come to. */
final class Replayed {
    private final Fold fold = new Fold();
    private long puts;
    private long deletes;
    private long checkpoints;
    private long compacts;

    /** Takes a record that stands in a file at an offset. Records may come in any order. */
    void take(SegmentRecord record, int file, long offset) {
        Operation operation = record.operation();
        if (operation instanceof Operation.Put put) {
            puts++;
            fold.note(IdHash.of(put.id()), record.seq(), Place.of(file, offset, false));
        } else if (operation instanceof Operation.Delete delete) {
            deletes++;
            fold.note(IdHash.of(delete.id()), record.seq(), Place.of(file, offset, true));
        } else if (operation instanceof Operation.Checkpoint) {
            checkpoints++;
        } else {
            compacts++;
        }
    }

    Fold fold() {
        return fold;
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("puts", puts);
        counts.put("deletes", deletes);
        counts.put("checkpoints", checkpoints);
        counts.put("compacts", compacts);
        return counts;
    }
}
