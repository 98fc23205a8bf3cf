// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory that direct writes go out from: it begins at a block boundary, which the device asks for, and is used again, so that
 * neither a write nor the next file of a log allocates any. One piece is kept while no file uses it. Thread-safe.
 */
final class AlignedMemory {
    private static final int LEAST = 64 << 10;

    private final AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();

    /** Returns memory for at least so many bytes that begins at a multiple of {@code blockSize}. */
    ByteBuffer take(int bytes, int blockSize) {
        ByteBuffer kept = spare.getAndSet(null);
        if (kept != null && kept.capacity() >= bytes && kept.alignmentOffset(0, blockSize) == 0) {
            return kept;
        }
        int size = Math.max(LEAST, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1);
        return ByteBuffer.allocateDirect(size + blockSize).alignedSlice(blockSize);
    }

    /** Takes back what nobody uses any more. */
    void giveBack(ByteBuffer memory) {
        ByteBuffer kept = spare.get();
        if (kept == null || kept.capacity() < memory.capacity()) {
            spare.set(memory);
        }
    }
}
