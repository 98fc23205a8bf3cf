// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.segmented.Evidence.File;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment's file is like, by its header and its length.
 *
 * @param file the kind
 * @param header the header, {@code null} unless the file is whole
 * @param offset where the file is wrong
 * @param expected what should be there
 * @param found what is there
 */
record HeaderLook(File file, @Nullable SegmentHeader header, long offset, String expected, String found) {

    /**
     * Looks at a segment; either block of the header is enough.
     *
     * @param notes hears of a block that is not intact
     * @throws LogVersionException if it is of a newer format
     */
    static HeaderLook at(StorageFile file, String fullName, long number, UUID logId, Consumer<String> notes) {
        byte[] bytes = new byte[HEADER_BYTES];
        file.readFully(ByteBuffer.wrap(bytes), 0);
        SegmentHeader.Block a = SegmentHeader.decode(bytes, 0);
        SegmentHeader.Block b = SegmentHeader.decode(bytes, BLOCK_BYTES);
        SegmentHeader header = a.header() != null ? a.header() : b.header();
        if (header == null) {
            int major = Math.max(a.major(), b.major());
            if (major > FORMAT_MAJOR) {
                throw new LogVersionException(fullName, major, FORMAT_MAJOR);
            }
            return new HeaderLook(File.NO_HEADER, null, 0, "a segment header", a.problem());
        }
        if (a.header() == null || b.header() == null) {
            notes.accept(fullName + ": block " + (a.header() == null ? "A" : "B")
                    + " of the header is not intact; the other one counts");
        }
        return of(header, number, logId, file.size());
    }

    /** Of a compressed segment that is not as it was written. */
    static HeaderLook damaged(CorruptLogException found) {
        return new HeaderLook(
                File.NO_HEADER,
                null,
                found.offset(),
                String.valueOf(found.details().get("expected")),
                String.valueOf(found.details().get("found")));
    }

    static HeaderLook missing() {
        return new HeaderLook(File.MISSING, null, -1, "a segment of this name", "none");
    }

    private static HeaderLook of(SegmentHeader header, long number, UUID logId, long size) {
        if (!header.logId().equals(logId)) {
            return new HeaderLook(File.FOREIGN, null, LOG_ID, "log " + logId, "log " + header.logId());
        }
        if (header.number() != number) {
            return new HeaderLook(
                    File.FOREIGN, null, SEGMENT_NUMBER, "segment " + number, "segment " + header.number());
        }
        if (header.capacity() != size) {
            return new HeaderLook(
                    size < header.capacity() ? File.SHORTER : File.LONGER,
                    null,
                    Math.min(size, header.capacity()),
                    header.capacity() + " bytes",
                    size + " bytes");
        }
        return new HeaderLook(File.WHOLE, header, 0, "", "");
    }
}
