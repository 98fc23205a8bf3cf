// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.wal.LogEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry that has not got its place yet: all of its bytes but the number, the digest before, and its own digest. */
final class Draft {
    private final byte[] bytes;
    private final LogEntry record;

    Draft(Instant time, String type, String actor, AuditOutcome outcome, Map<String, ?> facts) {
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        byte[] typeBytes = utf8(Facts.name(type));
        byte[] actorBytes = utf8(Facts.name(actor));
        Map<String, @Nullable Object> held = Facts.of(facts);
        Output out = new Output();
        out.writeBytes(new byte[EntryLayout.HEADER_BYTES]);
        out.writeBytes(typeBytes);
        out.writeBytes(actorBytes);
        out.fields(held);
        out.writeBytes(new byte[EntryLayout.DIGEST_BYTES]);
        bytes = out.toByteArray();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) EntryLayout.VERSION)
                .put(EntryLayout.OUTCOME_OFFSET, (byte) outcome.code())
                .putInt(EntryLayout.LENGTH_OFFSET, bytes.length)
                .putLong(EntryLayout.TIME_OFFSET, micros(micros))
                .putShort(EntryLayout.TYPE_LENGTH_OFFSET, (short) typeBytes.length)
                .putShort(EntryLayout.ACTOR_LENGTH_OFFSET, (short) actorBytes.length)
                .putInt(EntryLayout.FACTS_OFFSET, held.size());
        record = LogEntry.builder(ByteBuffer.wrap(bytes)).time(micros).build(); // shares the bytes
    }

    int size() {
        return bytes.length;
    }

    /** What the log is given, once the entry has its place. */
    LogEntry record() {
        return record;
    }

    /** Gives the entry the place behind a head, and returns it as it will be read. */
    AuditEntry placedBehind(AuditHead head) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(EntryLayout.SEQUENCE_OFFSET, head.sequence() + 1);
        buffer.put(EntryLayout.PREVIOUS_OFFSET, HexFormat.of().parseHex(head.digest()));
        int end = bytes.length - EntryLayout.DIGEST_BYTES;
        buffer.put(end, Digests.ofEntry(bytes, end));
        try {
            return EntryReader.read(ByteBuffer.wrap(bytes)).entry();
        } catch (EntryReader.NoEntryException e) {
            throw new IllegalStateException("what was written cannot be read back: " + e.getMessage(), e);
        }
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Values as they are stored. */
    private static final class Output extends ByteArrayOutputStream {

        /** Names and values, without their count. */
        void fields(Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                byte[] bytes = utf8(String.valueOf(name));
                little(bytes.length, 2);
                writeBytes(bytes);
                value(value);
            });
        }

        private void value(@Nullable Object value) {
            if (value == null) {
                write(EntryLayout.NULL);
            } else if (value instanceof Boolean truth) {
                write(truth ? EntryLayout.TRUE : EntryLayout.FALSE);
            } else if (value instanceof Long number) {
                write(EntryLayout.INTEGER);
                little(number, 8);
            } else if (value instanceof List<?> list) {
                write(EntryLayout.LIST);
                little(list.size(), 4);
                list.forEach(this::value);
            } else if (value instanceof Map<?, ?> map) {
                write(EntryLayout.MAP);
                little(map.size(), 4);
                fields(map);
            } else {
                byte[] bytes = utf8(value.toString());
                write(EntryLayout.TEXT);
                little(bytes.length, 4);
                writeBytes(bytes);
            }
        }

        private void little(long number, int bytes) {
            for (int i = 0; i < bytes; i++) {
                write((int) (number >> (8 * i)));
            }
        }
    }
}
