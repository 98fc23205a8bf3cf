// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.LineLayout.*;

import io.duramen.legacy.lines.Line.Extras;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Records as lines and back. A line begins with what the plain format has; then comes what it has no place for, and at last
 * number and checksum, which {@link LineBuffer} adds.
 */
final class LineCodec {
    private LineCodec() {}

    /** The text of an entry up to its number. Runs on the caller's thread, outside every lock. */
    static String encode(LogEntry entry, Instant now) {
        return encode(
                entry.type(),
                entry.transactionId(),
                entry.time() == null ? now : entry.time(),
                new Extras(plain(entry.actor()), plain(entry.operation()), wrap(entry.key()), entry.incarnation()),
                bytes(entry.payload()));
    }

    static String encode(LogRecord record) {
        return encode(
                record.type(),
                record.transactionId(),
                record.time(),
                new Extras(record.actor(), record.operation(), record.key(), record.incarnation()),
                bytes(record.payload()));
    }

    private static String encode(
            RecordType type, long transactionId, @Nullable Instant time, Extras attributes, byte[] payload) {
        ChangesText changes = ChangesText.of(payload);
        boolean whole = type.equals(RecordType.COMMIT) && changes != null;
        ByteBuffer ownKey = attributes.key();
        String id = TransactionName.textOf(transactionId, ownKey == null ? null : bytes(ownKey));
        Extras extras = id == null
                ? attributes
                : new Extras(attributes.actor(), attributes.operation(), null, attributes.incarnation());
        StringBuilder line = begin(whole ? null : type, id == null ? Long.toString(transactionId) : id);
        appendChanges(changes, line);
        appendTimestamp(time == null ? "null" : Timestamps.text(time), line);
        if (whole) {
            line.append(", \"committed\": true");
        }
        if (changes == null && payload.length > 0) {
            append(BASE64, Base64.getEncoder().encodeToString(payload), line);
        }
        appendExtras(extras, line);
        return line.toString();
    }

    /** The lines that say the same as a predecessor's line, in the new style and up to their numbers. */
    static String[] modernise(Line line) {
        StringBuilder first = begin(line.committed() ? RecordType.PREPARE : line.type(), line.transactionId());
        appendChanges(line.changes(), first);
        appendTimestamp(String.valueOf(line.timestamp()), first);
        if (!line.committed()) {
            return new String[] {first.toString()};
        }
        StringBuilder second = begin(RecordType.COMMIT, line.transactionId());
        appendTimestamp(String.valueOf(line.timestamp()), second);
        return new String[] {first.toString(), second.toString()};
    }

    static String encode(Mark mark, long uniqueNumber, Instant now) {
        StringBuilder line = new StringBuilder(MARK_BEGIN)
                .append(Long.toHexString(uniqueNumber))
                .append('"');
        line.append(", \"changes\": {}");
        appendTimestamp(Timestamps.text(now), line);
        return line.append(", \"committed\": true, \"mark\": ")
                .append(mark.text())
                .toString();
    }

    /** What the plain lines have no place for, or {@code null} if they hold all of a record. */
    static @Nullable String obstacleToPlain(LogRecord record) {
        boolean prepares = record.type().equals(RecordType.PREPARE);
        if (!prepares && !record.type().equals(RecordType.COMMIT)) {
            return "type " + record.type();
        }
        byte[] payload = bytes(record.payload());
        ChangesText changes = ChangesText.of(payload);
        if (changes == null && (prepares || payload.length > 0)) {
            return "a payload that is not JSON";
        }
        if (changes != null && changes.deleted() != null) {
            return "deleted keys";
        }
        ByteBuffer key = record.key();
        if (TransactionName.textOf(record.transactionId(), key == null ? null : bytes(key)) == null) {
            return "a key that is not the transaction's id";
        }
        if (record.time() == null) {
            return "no time";
        }
        return record.actor() != null
                ? "an actor"
                : record.operation() != null ? "an operation" : record.incarnation() != 0 ? "an incarnation" : null;
    }

    static LogRecord decode(Line line, long lsn) {
        TransactionName name = TransactionName.of(line.transactionId());
        Extras extras = line.extras();
        ByteBuffer key = extras.key() != null ? extras.key() : wrap(name.key());
        return new LogRecord(
                lsn,
                line.type(),
                name.transactionId(),
                line.timestamp() == null ? null : Timestamps.time(line.timestamp()),
                extras.actor(),
                extras.operation(),
                key == null ? null : key.asReadOnlyBuffer(),
                extras.incarnation(),
                line.payload().asReadOnlyBuffer());
    }

    private static StringBuilder begin(@Nullable RecordType type, String transactionId) {
        StringBuilder line = new StringBuilder("{");
        if (type != null) {
            line.append("\"op\": \"").append(Ops.op(type)).append("\", ");
        }
        line.append("\"tx_id\": ");
        JsonWriter.quote(transactionId, line);
        return line;
    }

    private static void appendChanges(@Nullable ChangesText changes, StringBuilder line) {
        if (changes == null) {
            return;
        }
        line.append(", \"changes\": ").append(changes.values());
        if (changes.deleted() != null) {
            line.append(", \"deleted\": ").append(changes.deleted());
        }
    }

    private static void appendTimestamp(String number, StringBuilder line) {
        line.append(", \"timestamp\": ").append(number);
    }

    private static void appendExtras(Extras extras, StringBuilder line) {
        append(ACTOR, extras.actor(), line);
        append(OPERATION, extras.operation(), line);
        if (extras.key() != null) {
            byte[] key = bytes(extras.key());
            String text = Wtf8.decode(key);
            if (text != null) {
                append(KEY, text, line);
            } else {
                line.append(", \"key\": {\"$base64\": \"")
                        .append(Base64.getEncoder().encodeToString(key))
                        .append("\"}");
            }
        }
        if (extras.incarnation() != 0) {
            line.append(", \"incarnation\": ").append(extras.incarnation());
        }
    }

    private static void append(String field, @Nullable String value, StringBuilder line) {
        if (value != null) {
            line.append(", \"").append(field).append("\": ");
            JsonWriter.quote(value, line);
        }
    }

    /** What remains of a text in UTF-8, in which the other backends keep it. */
    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
