// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.Quoted;
import io.duramen.wal.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a record is written: always on one line, whatever whoever caused it has put into it. */
final class RecordForm {
    private RecordForm() {}

    /**
     * The record as people read it.
     *
     * @param record the record
     * @param most how many bytes of the payload to show at most
     * @param hex whether to show the payload as hexadecimal digits even if it is text
     */
    static String text(LogRecord record, int most, boolean hex) {
        StringBuilder line = new StringBuilder(128);
        line.append(record.lsn()).append(' ').append(record.time() == null ? "-" : record.time());
        line.append(' ').append(record.type());
        if (record.transactionId() != 0) {
            line.append(" tx=").append(record.transactionId());
        }
        if (record.actor() != null) {
            line.append(" actor=").append(Quoted.name(record.actor()));
        }
        if (record.operation() != null) {
            line.append(" op=").append(Quoted.name(record.operation()));
        }
        if (record.incarnation() != 0) {
            line.append(" incarnation=").append(record.incarnation());
        }
        ByteBuffer key = record.key();
        if (key != null) {
            append(line.append(" key"), key, Integer.MAX_VALUE, false);
        }
        line.append(" bytes=").append(record.payload().remaining());
        if (most > 0 && record.payload().hasRemaining()) {
            append(line.append(hex || !isText(record.payload()) ? " hex" : " payload"), record.payload(), most, hex);
        }
        return line.toString();
    }

    private static void append(StringBuilder line, ByteBuffer bytes, int most, boolean hex) {
        String text = hex ? null : decoded(bytes);
        if (text != null && isHarmless(text)) {
            boolean cut = text.length() > most;
            line.append('=')
                    .append(Quoted.text(cut ? text.substring(0, most) : text))
                    .append(cut ? "..." : "");
            return;
        }
        byte[] shown = new byte[Math.min(most, bytes.remaining())];
        bytes.duplicate().get(shown);
        line.append('=').append(HexFormat.of().formatHex(shown)).append(shown.length < bytes.remaining() ? "..." : "");
    }

    private static boolean isText(ByteBuffer bytes) {
        String text = decoded(bytes);
        return text != null && isHarmless(text);
    }

    private static boolean isHarmless(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
    }

    /** The record as one line of JSON; what is not UTF-8 stands there in Base64. */
    static String json(LogRecord record) {
        return Json.text(facts(record));
    }

    private static Map<String, Object> facts(LogRecord record) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lsn", record.lsn());
        if (record.time() != null) {
            facts.put("time", record.time().toString());
        }
        facts.put("type", record.type().toString());
        if (record.transactionId() != 0) {
            facts.put("transaction", record.transactionId());
        }
        if (record.actor() != null) {
            facts.put("actor", record.actor());
        }
        if (record.operation() != null) {
            facts.put("operation", record.operation());
        }
        if (record.incarnation() != 0) {
            facts.put("incarnation", record.incarnation());
        }
        ByteBuffer key = record.key();
        if (key != null) {
            put(facts, "key", key);
        }
        put(facts, "payload", record.payload());
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, ByteBuffer bytes) {
        String text = decoded(bytes);
        if (text != null) {
            facts.put(name, text);
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            facts.put(name + "Base64", Base64.getEncoder().encodeToString(copy));
        }
    }

    private static @Nullable String decoded(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
