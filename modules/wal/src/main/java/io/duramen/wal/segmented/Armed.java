// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import org.jspecify.annotations.Nullable;

/**
 * A segment without a frame: its blocks written, its header in place.
 *
 * @param header what it says of itself
 * @param file its file
 * @param synchronous the same file, open so that writes are syncs; {@code null} if it cannot be, or is not yet named
 * @param cipher its cipher, {@code null} if it is not sealed
 */
record Armed(
        SegmentHeader header,
        StorageFile file,
        @Nullable StorageFile synchronous,
        @Nullable SegmentCipher cipher) implements AutoCloseable {

    Armed withSynchronous(@Nullable StorageFile opened) {
        return new Armed(header, file, opened, cipher);
    }

    /** Begins to write it; {@code unsynced} says whether something in it still waits for a force. */
    SegmentWriter writer(boolean unsynced, long firstLsn) {
        SegmentWriter writer = new SegmentWriter(header, file, cipher, unsynced, firstLsn);
        if (synchronous != null) {
            writer.useSynchronous(synchronous);
        }
        return writer;
    }

    @Override
    public void close() {
        try (file) {
            if (synchronous != null) {
                synchronous.close();
            }
            if (cipher != null) {
                cipher.close();
            }
        }
    }
}
