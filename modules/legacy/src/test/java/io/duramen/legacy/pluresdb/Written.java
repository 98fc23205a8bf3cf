// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.base.Progress;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what PluresDB writes, and reads it back through the families. */
final class Written {
    static final long TIME = 1_767_225_600;

    private Written() {}

    /** A record as it stands in a file: length and payload. */
    static byte[] record(byte[] payload) {
        return record(payload.length, payload);
    }

    /** A record whose length is not that of its payload. */
    static byte[] record(long length, byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) length)
                .put(payload)
                .array();
    }

    static byte[] put(long seq, String id, String data) {
        return record(payload(seq, "a", "{\"Put\":{\"id\":\"" + id + "\",\"data\":" + data + "}}"));
    }

    static byte[] delete(long seq, String id) {
        return record(payload(seq, "a", "{\"Delete\":{\"id\":\"" + id + "\"}}"));
    }

    static byte[] payload(long seq, String actor, String operation) {
        return payload(seq, TIME, actor, operation, SlowCrc.of(seq, TIME, actor, operation));
    }

    static byte[] payload(long seq, long time, String actor, String operation, long checksum) {
        return utf8("{\"seq\":" + Long.toUnsignedString(seq) + ",\"timestamp\":" + time + ",\"actor\":\"" + actor
                + "\",\"operation\":" + operation + ",\"checksum\":" + checksum + "}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Makes a segment. */
    static void segment(Path directory, long firstSeq, byte[]... records) {
        file(directory.resolve("wal"), String.format("%016x.wal", firstSeq), joined(records));
    }

    static void file(Path directory, String name, byte[] content) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Findings segments(Path directory) {
        return new SegmentsFamily().read(LegacySource.at(directory), Selection.ALL, Progress.NONE);
    }

    /** The damage, each piece as its segment's number, its place and its reason. */
    static List<String> damage(Findings findings) {
        return findings.damage().stream()
                .map(damage ->
                        damage.file().replaceAll("wal/0*|\\.wal", "") + " " + damage.offset() + " " + damage.reason())
                .toList();
    }

    /** A field of a report, gone through to its end. */
    static List<Object> all(Findings findings, String field) {
        List<Object> all = new ArrayList<>();
        ((Iterable<?>) findings.fields().get(field)).forEach(all::add);
        return all;
    }

    /** The state in a report, as ids and texts of values. */
    static String state(Findings findings) {
        return shown((Map<?, ?>) findings.fields().get("state"));
    }

    static String shown(Map<?, ?> state) {
        List<String> entries = new ArrayList<>();
        state.entrySet().forEach(entry -> entries.add(entry.getKey() + "=" + text(entry.getValue())));
        return String.join(" ", entries);
    }

    private static String text(Object value) {
        return value instanceof io.duramen.legacy.families.JsonText json ? json.text() : String.valueOf(value);
    }
}
