// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A chunk that was read before, and of which single elements are wanted. Cheap if they are in order. */
final class OpenChunk implements Rereader.Reading {
    private final SourceFile file;
    private final boolean log;
    private @Nullable ArrayElements elements;

    /** A chunk of a log, or else one of nodes. */
    OpenChunk(SourceFile file, boolean log) {
        this.file = file;
        this.log = log;
    }

    @Override
    public Decided at(long offset) {
        try {
            byte[] element = element(offset);
            Decided decided = element == null ? null : decided(element);
            if (decided == null) {
                throw new IOException("the element at offset " + offset + " changed while it was read");
            }
            return decided;
        } catch (NoArrayException e) {
            throw new LegacyReadException(file.name(), new IOException(e.getMessage()));
        } catch (IOException e) {
            throw new LegacyReadException(file.name(), e);
        }
    }

    private byte @Nullable [] element(long offset) throws IOException, NoArrayException {
        ArrayElements from = elements;
        if (from == null || from.position() > offset) {
            from = new ArrayElements(file.stream(offset, Long.MAX_VALUE), BlobLayout.MAX_OBJECT_BYTES, offset);
            elements = from;
        }
        byte[] element = from.next();
        while (element != null && from.offset() < offset) {
            element = from.next();
        }
        return element;
    }

    private @Nullable Decided decided(byte[] element) {
        if (!log) {
            Node node = Node.parse(element);
            return node == null ? null : new Decided(node.id(), node.payload());
        }
        SegmentRecord record = SegmentRecord.parse(element);
        return record == null ? null : OpenSegment.decided(record.operation());
    }

    @Override
    public void close() {
        file.close();
    }
}
