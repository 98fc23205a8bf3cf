// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.wal.LogEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records as they stand inside a frame's body: header, extension, payload, zeros up to a multiple of 8. */
final class RecordCodec {
    private static final int TIME_BYTES = TLV_HEADER_BYTES + 8;

    private RecordCodec() {}

    /** A record's attributes beside its time, encoded; {@code null} if it has none. */
    static byte @Nullable [] attributes(LogEntry entry) {
        byte[] key = entry.key();
        if (entry.actor() == null && entry.operation() == null && key == null && entry.incarnation() == 0) {
            return null;
        }
        byte[] actor = utf8(entry.actor());
        byte[] operation = utf8(entry.operation());
        int length = tlvBytes(actor)
                + tlvBytes(operation)
                + tlvBytes(key)
                + (entry.incarnation() == 0 ? 0 : TLV_HEADER_BYTES + 8);
        byte[] attributes = new byte[length];
        int at = putTlv(attributes, 0, TLV_ACTOR, actor);
        at = putTlv(attributes, at, TLV_OPERATION, operation);
        at = putTlv(attributes, at, TLV_KEY, key);
        if (entry.incarnation() != 0) {
            putLongTlv(attributes, at, TLV_INCARNATION, entry.incarnation());
        }
        return attributes;
    }

    /** How many bytes a record takes. */
    static int length(int payloadLength, byte @Nullable [] attributes) {
        return padded(RECORD_HEADER_BYTES + TIME_BYTES + (attributes == null ? 0 : attributes.length) + payloadLength);
    }

    /**
     * Encodes a record where it will be written from. Runs on the caller's thread, outside every lock: copying and
     * checksumming are the larger part of an append. The payload's position is neither asked nor moved.
     */
    static void encode(
            byte[] target,
            int at,
            ByteBuffer payload,
            int from,
            int payloadLength,
            int type,
            long transactionId,
            long timeMicros,
            byte @Nullable [] attributes) {
        int extension = TIME_BYTES + (attributes == null ? 0 : attributes.length);
        Bytes.putInt(target, at + PAYLOAD_LENGTH, payloadLength);
        Bytes.putInt(target, at + RECORD_TYPE, type); // its flags and the extension's length follow
        Bytes.putShort(target, at + EXTENSION_LENGTH, extension);
        Bytes.putInt(target, at + STREAM_TAG, 0);
        Bytes.putLong(target, at + TRANSACTION_ID, transactionId);
        int next = putLongTlv(target, at + RECORD_HEADER_BYTES, TLV_TIME, timeMicros);
        if (attributes != null) {
            System.arraycopy(attributes, 0, target, next, attributes.length);
            next += attributes.length;
        }
        payload.get(from, target, next, payloadLength);
        int content = RECORD_HEADER_BYTES + extension + payloadLength;
        for (int pad = at + content; pad < at + padded(content); pad++) {
            target[pad] = 0; // the memory is used again and again
        }
        Bytes.putInt(target, at + RECORD_CRC, crc(target, at, extension + payloadLength));
    }

    /** The time of a record, in microseconds since 1970. */
    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    static int payloadLength(byte[] bytes, int at) {
        return Bytes.getInt(bytes, at + PAYLOAD_LENGTH);
    }

    /** The length of a record that is known to be intact, padding included. */
    static int recordLength(byte[] bytes, int at) {
        return padded(RECORD_HEADER_BYTES
                + Bytes.getShort(bytes, at + EXTENSION_LENGTH)
                + Bytes.getInt(bytes, at + PAYLOAD_LENGTH));
    }

    private static int crc(byte[] bytes, int at, int contentLength) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, RECORD_CRC);
        crc.update(bytes, at + RECORD_TYPE, RECORD_HEADER_BYTES - RECORD_TYPE + contentLength);
        return (int) crc.getValue();
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int tlvBytes(byte @Nullable [] value) {
        return value == null ? 0 : TLV_HEADER_BYTES + value.length;
    }

    private static int putTlv(byte[] record, int at, int tag, byte @Nullable [] value) {
        if (value == null) {
            return at;
        }
        Bytes.putInt(record, at, tag | value.length << 16);
        System.arraycopy(value, 0, record, at + TLV_HEADER_BYTES, value.length);
        return at + TLV_HEADER_BYTES + value.length;
    }

    private static int putLongTlv(byte[] record, int at, int tag, long value) {
        Bytes.putInt(record, at, tag | 8 << 16);
        Bytes.putLong(record, at + TLV_HEADER_BYTES, value);
        return at + TLV_HEADER_BYTES + 8;
    }
}
