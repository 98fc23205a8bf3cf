// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.testkit.Operation.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the operations of a {@link SimDisk} and cuts the power in one of them. */
final class SimPower {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long operations;
    private long cutAt = -1;
    private @Nullable SimulatedCrash cut;
    private @Nullable Operation cutIn;

    /** Starts a changing operation. */
    void begin(Kind kind, String name) {
        requireOn();
        counts.merge(kind, 1L, Long::sum);
        if (operations++ == cutAt) {
            cutIn = Operation.of(kind, name);
            cut = new SimulatedCrash(cutAt, cutIn.toString());
        }
    }

    /** Whether the power fails in the operation begun last. */
    boolean isCut() {
        return cut != null;
    }

    /** What the power failed in, or {@code null}. */
    @Nullable
    Operation cutIn() {
        return cutIn;
    }

    void requireOn() {
        if (cut != null) {
            throw cut.again();
        }
    }

    void cutAt(long operation) {
        if (operation < operations) {
            throw new IllegalArgumentException(
                    "operation " + operation + " is past: " + operations + " were done since this disk was made");
        }
        cutAt = operation;
    }

    void restore() {
        cut = null;
        cutIn = null;
        cutAt = -1;
    }

    long operations() {
        return operations;
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
