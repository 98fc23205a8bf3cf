// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record looked at where it stands, in the body of a frame that was verified. Moved from one record to the next; makes
 * objects only of what is asked for. Not thread-safe.
 */
final class RecordView {
    private byte[] body = new byte[0];
    private int at;
    private int extensionEnd;
    private int payloadEnd;
    private ByteBuffer payload = ByteBuffer.allocate(0);
    private ByteBuffer key = payload;
    private byte @Nullable [] wrapped;
    private RecordType type = RecordType.DATA;

    /**
     * The length of the record at a place, padding included; 0 if what stands there is not an intact record. The checksum
     * leaves out the four bytes it stands in: the length is put there for a moment, so that one call covers everything.
     */
    static int verify(byte[] bytes, int at, int end, CRC32C crc) {
        if (end - at < RECORD_HEADER_BYTES) {
            return 0;
        }
        int payloadLength = Bytes.getInt(bytes, at + PAYLOAD_LENGTH);
        int extension = Bytes.getShort(bytes, at + EXTENSION_LENGTH);
        if (payloadLength < 0 || payloadLength > end - at - RECORD_HEADER_BYTES - extension) {
            return 0;
        }
        int content = RECORD_HEADER_BYTES + extension + payloadLength;
        int length = padded(content);
        if (length > end - at || !Bytes.isZero(bytes, at + content, at + length)) {
            return 0;
        }
        int stored = Bytes.getInt(bytes, at + RECORD_CRC);
        Bytes.putInt(bytes, at + RECORD_CRC, payloadLength);
        crc.reset();
        crc.update(bytes, at + RECORD_CRC, content - RECORD_CRC);
        Bytes.putInt(bytes, at + RECORD_CRC, stored);
        return (int) crc.getValue() == stored ? length : 0;
    }

    /** The length of a record that was verified, padding included. */
    static int length(byte[] bytes, int at) {
        return padded(RECORD_HEADER_BYTES
                + Bytes.getShort(bytes, at + EXTENSION_LENGTH)
                + Bytes.getInt(bytes, at + PAYLOAD_LENGTH));
    }

    /** Goes to a record that was verified. Returns where the next one begins. */
    int moveTo(byte[] bytes, int place) {
        body = bytes;
        at = place;
        extensionEnd = place + RECORD_HEADER_BYTES + Bytes.getShort(bytes, place + EXTENSION_LENGTH);
        payloadEnd = extensionEnd + Bytes.getInt(bytes, place + PAYLOAD_LENGTH);
        return place + padded(payloadEnd - place);
    }

    int typeCode() {
        return body[at + RECORD_TYPE] & 0xFF;
    }

    RecordType type() {
        int code = typeCode();
        if (type.code() != code) {
            type = new RecordType(code);
        }
        return type;
    }

    long transactionId() {
        return Bytes.getLong(body, at + TRANSACTION_ID);
    }

    long timeMicros() {
        int value = find(TLV_TIME);
        return value == 0 || valueLength(value) != Long.BYTES ? LogCursor.NO_TIME : Bytes.getLong(body, value);
    }

    long incarnation() {
        int value = find(TLV_INCARNATION);
        return value == 0 || valueLength(value) != Long.BYTES ? 0 : Bytes.getLong(body, value);
    }

    @Nullable
    String actor() {
        return text(TLV_ACTOR);
    }

    @Nullable
    String operation() {
        return text(TLV_OPERATION);
    }

    /** The key where it stands, read-only. */
    @Nullable
    ByteBuffer key() {
        int value = find(TLV_KEY);
        if (value == 0) {
            return null;
        }
        wrap();
        return key.clear().limit(value + valueLength(value)).position(value);
    }

    /** The payload where it stands, read-only. */
    ByteBuffer payload() {
        wrap();
        return payload.clear().limit(payloadEnd).position(extensionEnd);
    }

    /** Whether an attribute has exactly these bytes. */
    boolean has(int tag, byte[] wanted) {
        int value = find(tag);
        return value != 0 && Arrays.equals(body, value, value + valueLength(value), wanted, 0, wanted.length);
    }

    /** The record as an object; its payload and key are copies. */
    LogRecord record(long lsn) {
        long micros = timeMicros();
        int value = find(TLV_KEY);
        return new LogRecord(
                lsn,
                type(),
                transactionId(),
                micros == LogCursor.NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                actor(),
                operation(),
                value == 0 ? null : copy(value, value + valueLength(value)),
                incarnation(),
                copy(extensionEnd, payloadEnd));
    }

    private @Nullable String text(int tag) {
        int value = find(tag);
        return value == 0 ? null : new String(body, value, valueLength(value), StandardCharsets.UTF_8);
    }

    /** Where the value of an attribute stands; 0 if there is none. Attributes of later minor versions are passed over. */
    private int find(int tag) {
        for (int tlv = at + RECORD_HEADER_BYTES; tlv + TLV_HEADER_BYTES <= extensionEnd; ) {
            int value = tlv + TLV_HEADER_BYTES;
            int next = value + valueLength(value);
            if (next > extensionEnd) {
                return 0;
            }
            if (body[tlv] == tag) {
                return value;
            }
            tlv = next;
        }
        return 0;
    }

    private int valueLength(int value) {
        return Bytes.getShort(body, value - TLV_HEADER_BYTES + 2);
    }

    /** One buffer for all records of a body: the array changes with the frame at most. */
    private void wrap() {
        if (wrapped != body) {
            wrapped = body;
            payload = ByteBuffer.wrap(body).asReadOnlyBuffer();
            key = payload.duplicate();
        }
    }

    private ByteBuffer copy(int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(body, from, to)).asReadOnlyBuffer();
    }
}
