// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records as they stand inside a frame's body: header, extension, payload, zeros up to a multiple of 8. */
final class RecordCodec {
    private RecordCodec() {}

    /** Runs on the caller's thread, outside every lock: copying and checksumming are the larger part of an append. */
    static byte[] encode(LogEntry entry, Instant now) {
        Instant time = entry.time() == null ? now : entry.time();
        byte[] actor = utf8(entry.actor());
        byte[] operation = utf8(entry.operation());
        byte[] key = entry.key();
        boolean hasIncarnation = entry.incarnation() != 0;
        int extension = TLV_HEADER_BYTES
                + 8
                + tlvBytes(actor)
                + tlvBytes(operation)
                + tlvBytes(key)
                + (hasIncarnation ? TLV_HEADER_BYTES + 8 : 0);
        ByteBuffer payload = entry.payload();
        int payloadLength = payload.remaining();
        byte[] record = new byte[padded(RECORD_HEADER_BYTES + extension + payloadLength)];
        Bytes.putInt(record, PAYLOAD_LENGTH, payloadLength);
        record[RECORD_TYPE] = (byte) entry.type().code();
        Bytes.putShort(record, EXTENSION_LENGTH, extension);
        Bytes.putLong(record, TRANSACTION_ID, entry.transactionId());
        int at = putLongTlv(record, RECORD_HEADER_BYTES, TLV_TIME, ChronoUnit.MICROS.between(Instant.EPOCH, time));
        at = putTlv(record, at, TLV_ACTOR, actor);
        at = putTlv(record, at, TLV_OPERATION, operation);
        at = putTlv(record, at, TLV_KEY, key);
        if (hasIncarnation) {
            at = putLongTlv(record, at, TLV_INCARNATION, entry.incarnation());
        }
        payload.get(record, at, payloadLength);
        Bytes.putInt(record, RECORD_CRC, crc(record, 0, extension + payloadLength));
        return record;
    }

    /** The length of the record at a place, padding included; 0 if what stands there is not an intact record. */
    static int verify(byte[] body, int at, int end) {
        if (end - at < RECORD_HEADER_BYTES) {
            return 0;
        }
        int payloadLength = Bytes.getInt(body, at + PAYLOAD_LENGTH);
        int extension = Bytes.getShort(body, at + EXTENSION_LENGTH);
        if (payloadLength < 0 || payloadLength > end - at - RECORD_HEADER_BYTES - extension) {
            return 0;
        }
        int content = RECORD_HEADER_BYTES + extension + payloadLength;
        int length = padded(content);
        if (length > end - at
                || Bytes.getInt(body, at + RECORD_CRC) != crc(body, at, extension + payloadLength)
                || !Bytes.isZero(body, at + content, at + length)) {
            return 0;
        }
        return length;
    }

    /** Decodes a record that was verified; its payload and key are copies. */
    static LogRecord decode(byte[] body, int at, long lsn) {
        int payloadLength = Bytes.getInt(body, at + PAYLOAD_LENGTH);
        int extensionEnd = at + RECORD_HEADER_BYTES + Bytes.getShort(body, at + EXTENSION_LENGTH);
        Instant time = null;
        String actor = null;
        String operation = null;
        ByteBuffer key = null;
        long incarnation = 0;
        for (int tlv = at + RECORD_HEADER_BYTES; tlv + TLV_HEADER_BYTES <= extensionEnd; ) {
            int length = Bytes.getShort(body, tlv + 2);
            int value = tlv + TLV_HEADER_BYTES;
            if (value + length > extensionEnd) {
                break;
            }
            switch (body[tlv]) {
                case TLV_TIME -> time = Instant.EPOCH.plus(Bytes.getLong(body, value), ChronoUnit.MICROS);
                case TLV_ACTOR -> actor = new String(body, value, length, StandardCharsets.UTF_8);
                case TLV_OPERATION -> operation = new String(body, value, length, StandardCharsets.UTF_8);
                case TLV_KEY -> key = copy(body, value, length);
                case TLV_INCARNATION -> incarnation = Bytes.getLong(body, value);
                default -> {
                    // an attribute of a later minor version
                }
            }
            tlv = value + length;
        }
        return new LogRecord(
                lsn,
                new RecordType(body[at + RECORD_TYPE] & 0xFF),
                Bytes.getLong(body, at + TRANSACTION_ID),
                time,
                actor,
                operation,
                key,
                incarnation,
                copy(body, extensionEnd, payloadLength));
    }

    static int payloadLength(byte[] record) {
        return Bytes.getInt(record, PAYLOAD_LENGTH);
    }

    static int storedCrc(byte[] body, int at) {
        return Bytes.getInt(body, at + RECORD_CRC);
    }

    private static int crc(byte[] bytes, int at, int contentLength) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, RECORD_CRC);
        crc.update(bytes, at + RECORD_TYPE, RECORD_HEADER_BYTES - RECORD_TYPE + contentLength);
        return (int) crc.getValue();
    }

    private static ByteBuffer copy(byte[] body, int at, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(body, at, copy, 0, length);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer();
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
        record[at] = (byte) tag;
        Bytes.putShort(record, at + 2, value.length);
        System.arraycopy(value, 0, record, at + TLV_HEADER_BYTES, value.length);
        return at + TLV_HEADER_BYTES + value.length;
    }

    private static int putLongTlv(byte[] record, int at, int tag, long value) {
        record[at] = (byte) tag;
        Bytes.putShort(record, at + 2, 8);
        Bytes.putLong(record, at + TLV_HEADER_BYTES, value);
        return at + TLV_HEADER_BYTES + 8;
    }
}
