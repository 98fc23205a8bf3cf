// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.wal.LogCursor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the payload of one record: how many changes, then table, key and value of each as a length and UTF-8, with the
 * length -1 for no value. The log checks that the bytes are those that were written; this only takes them apart.
 */
final class ChangeCodec {
    static final String OPERATION = "engine.write";

    private static final int NONE = -1;

    private ChangeCodec() {}

    static ByteBuffer encode(List<Change> changes) {
        List<byte[]> parts = new ArrayList<>();
        int bytes = Integer.BYTES;
        for (Change change : changes) {
            parts.add(change.table().getBytes(StandardCharsets.UTF_8));
            parts.add(change.key().getBytes(StandardCharsets.UTF_8));
            parts.add(change.value() == null ? null : change.value().getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] part : parts) {
            bytes += Integer.BYTES + (part == null ? 0 : part.length);
        }
        ByteBuffer payload = ByteBuffer.allocate(bytes).putInt(changes.size());
        for (byte[] part : parts) {
            payload.putInt(part == null ? NONE : part.length);
            if (part != null) {
                payload.put(part);
            }
        }
        return payload.flip();
    }

    /** Takes the record apart on which the cursor stands. */
    static List<Change> decode(LogCursor record) {
        if (!OPERATION.equals(record.operation())) {
            throw new ForeignRecordException(record.lsn(), "its operation is " + record.operation());
        }
        try {
            ByteBuffer payload = record.payload().duplicate();
            List<Change> changes = new ArrayList<>();
            for (int left = payload.getInt(); left > 0; left--) {
                changes.add(new Change(text(payload), text(payload), optional(payload)));
            }
            if (payload.hasRemaining()) {
                throw new ForeignRecordException(record.lsn(), payload.remaining() + " bytes are left over");
            }
            return changes;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new ForeignRecordException(record.lsn(), "its payload is no list of changes");
        }
    }

    private static String text(ByteBuffer payload) {
        String text = optional(payload);
        if (text == null) {
            throw new IllegalArgumentException("a table or key is missing");
        }
        return text;
    }

    private static @Nullable String optional(ByteBuffer payload) {
        int length = payload.getInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > payload.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
