// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.SegmentLayout.*;

import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonScanner.Member;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log.
 *
 * @param seq its number, unsigned
 * @param timestamp seconds since 1970
 * @param actor who did it
 * @param operation what was done
 * @param text the operation exactly as it stands in the record
 * @param checksum the checksum that stands in the record
 */
record SegmentRecord(long seq, long timestamp, String actor, Operation operation, String text, long checksum) {
    private static final long MAX_CHECKSUM = 0xFFFF_FFFFL;

    /** The record that a payload is, or {@code null} if it is none; whether it {@link #checks} is another question. */
    static @Nullable SegmentRecord parse(byte[] payload) {
        if (payload.length < 2 || payload[0] != '{' || payload[payload.length - 1] != '}') {
            return null;
        }
        String text = ChangesText.utf8(payload);
        return text == null ? null : parse(text);
    }

    private static @Nullable SegmentRecord parse(String json) {
        Map<String, Member> fields = StrictJson.object(json);
        if (fields == null) {
            return null;
        }
        Long seq = Fields.unsigned(fields, SEQ);
        Long timestamp = Fields.signed(fields, TIMESTAMP);
        String actor = Fields.string(fields, ACTOR);
        Member operation = fields.get(OPERATION);
        Long checksum = Fields.unsigned(fields, CHECKSUM);
        if (seq == null || timestamp == null || actor == null || operation == null || checksum == null) {
            return null;
        }
        Operation done = Operation.parse(operation.raw());
        if (done == null || Long.compareUnsigned(checksum, MAX_CHECKSUM) > 0) {
            return null;
        }
        return new SegmentRecord(seq, timestamp, actor, done, operation.raw(), checksum);
    }

    /** Whether the checksum is the record's own: CRC-32 of number, time, actor, and the operation's bytes as they stand. */
    boolean checks() {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(seq)
                .putLong(timestamp)
                .flip());
        crc.update(actor.getBytes(StandardCharsets.UTF_8));
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() == checksum;
    }

    /** What a report shows of it first. */
    Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(SEQ, Fields.shown(seq));
        fields.put(TIMESTAMP, timestamp);
        fields.put(ACTOR, actor);
        fields.put(OPERATION, new JsonText(text));
        return fields;
    }
}
