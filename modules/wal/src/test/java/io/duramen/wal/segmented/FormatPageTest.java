// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The worked example of the format page is what the log writes, byte for byte, and what it reads. */
class FormatPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats", "log.md");

    /** Two records under names anybody can read in a dump; the page shows what this leaves. */
    private static SimDisk example() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(LogEntry.builder(text("hello"))
                .actor("ada")
                .operation("put")
                .key("greeting".getBytes(StandardCharsets.US_ASCII))
                .build());
        log.append(LogEntry.builder(text("bye"))
                .type(RecordType.COMMIT)
                .transactionId(7)
                .build());
        return disk;
    }

    @Test
    void theLogWritesWhatThePageShows() throws IOException {
        SimDisk disk = example();
        for (var expected : dumps().entrySet()) {
            byte[] written = disk.bytes(expected.getKey());
            byte[] image = new byte[written.length];
            expected.getValue().forEach((at, bytes) -> System.arraycopy(bytes, 0, image, at, bytes.length));
            assertArrayEquals(image, written, () -> "the page should show:\n" + dump(written));
        }
    }

    @Test
    void theLogReadsWhatThePageShows() throws IOException {
        SimDisk disk = SimDisk.create();
        disk.createDirectory(LogNames.DIRECTORY);
        SimDisk like = example();
        for (var dump : dumps().entrySet()) {
            byte[] image = new byte[like.bytes(dump.getKey()).length];
            dump.getValue().forEach((at, bytes) -> System.arraycopy(bytes, 0, image, at, bytes.length));
            try (var file = disk.open(dump.getKey(), io.duramen.storage.OpenMode.CREATE_NEW)) {
                file.writeFully(ByteBuffer.wrap(image), 0);
            }
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            List<LogRecord> records = all(log);
            assertEquals(2, records.size());
            assertEquals(text("hello"), records.get(0).payload());
            assertEquals("ada", records.get(0).actor());
            assertEquals(7, records.get(1).transactionId());
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The blocks fenced as {@code ```hex <file>}: offset, up to sixteen bytes, text. What is not shown is zero. */
    private static Map<String, Map<Integer, byte[]>> dumps() throws IOException {
        Map<String, Map<Integer, byte[]>> files = new TreeMap<>();
        Map<Integer, byte[]> current = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```hex ")) {
                current = files.computeIfAbsent(line.substring(7).strip(), name -> new TreeMap<>());
            } else if (line.startsWith("```")) {
                current = null;
            } else if (current != null) {
                String hex = line.substring(8, Math.min(line.length(), 56)).replace(" ", "");
                current.put(
                        Integer.parseInt(line.substring(0, 6), 16),
                        HexFormat.of().parseHex(hex));
            }
        }
        assertTrue(files.size() == 2, () -> PAGE + " should show two files, shows " + files.keySet());
        return files;
    }

    private static String dump(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            byte[] row = Arrays.copyOfRange(bytes, at, at + 16);
            if (!Bytes.isZero(row, 0, 16)) {
                StringBuilder text = new StringBuilder();
                for (byte b : row) {
                    text.append(b >= 32 && b < 127 ? (char) b : '.');
                }
                lines.append(String.format(
                        "%06x  %s  %s%n", at, HexFormat.ofDelimiter(" ").formatHex(row), text));
            }
        }
        return lines.toString();
    }
}
