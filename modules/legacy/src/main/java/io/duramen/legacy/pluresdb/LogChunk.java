// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.Comparator;

/** A chunk of a log, which nothing but its content puts in an order. */
final class LogChunk {
    /** By the lowest number in each, those without any last; otherwise by hash. */
    static final Comparator<LogChunk> ORDER = Comparator.<LogChunk>comparingLong(chunk -> chunk.lowest + Long.MIN_VALUE)
            .thenComparing(chunk -> chunk.ref.hash());

    private final ChunkRef ref;
    private long lowest = -1; // the highest there is, unsigned

    LogChunk(ChunkRef ref) {
        this.ref = ref;
    }

    void note(long seq) {
        lowest = Long.compareUnsigned(seq, lowest) < 0 ? seq : lowest;
    }

    ChunkRef ref() {
        return ref;
    }
}
