// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Failures arranged beforehand, by the number of the call. */
final class SimFaults {
    private final Map<Long, ForceFailure> forces = new HashMap<>();
    private final Set<Long> directorySyncs = new HashSet<>();
    private final Map<Long, Place> writes = new HashMap<>();

    void failForce(long index, ForceFailure failure) {
        forces.put(index, failure);
    }

    void failDirectorySync(long index) {
        directorySyncs.add(index);
    }

    void misdirectWrite(long index, Place place) {
        writes.put(index, place);
    }

    void clear() {
        forces.clear();
        directorySyncs.clear();
        writes.clear();
    }

    @Nullable
    ForceFailure ofForce(long index) {
        return forces.get(index);
    }

    boolean ofDirectorySync(long index) {
        return directorySyncs.contains(index);
    }

    @Nullable
    Place ofWrite(long index) {
        return writes.get(index);
    }

    /** Where a misdirected write lands. */
    record Place(String name, long offset) {}
}
