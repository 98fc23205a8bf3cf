// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.SegmentLayout.*;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A segment that was read before, and of which single records are wanted. */
final class OpenSegment implements Rereader.Reading {
    private final SourceFile file;
    private final SegmentBytes bytes;

    OpenSegment(SourceFile file, long size) {
        this.file = file;
        this.bytes = new SegmentBytes(file, size);
    }

    @Override
    public Decided at(long offset) {
        long length = bytes.length(offset);
        SegmentRecord record = length > Math.min(MAX_PAYLOAD_BYTES, bytes.size() - offset - LENGTH_BYTES)
                ? null
                : SegmentRecord.parse(bytes.read(offset + LENGTH_BYTES, (int) length));
        Decided decided = record == null || !record.checks() ? null : decided(record.operation());
        if (decided == null) {
            throw new LegacyReadException(
                    file.name(), new IOException("the record at offset " + offset + " changed while it was read"));
        }
        return decided;
    }

    /** What an operation makes of its id, or {@code null} if it has none. */
    static @Nullable Decided decided(Operation operation) {
        if (operation instanceof Operation.Put put) {
            return new Decided(put.id(), put.data());
        }
        return operation instanceof Operation.Delete delete ? new Decided(delete.id(), null) : null;
    }

    @Override
    public void close() {
        file.close();
    }
}
