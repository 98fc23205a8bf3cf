// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A predecessor that ran for years leaves a log many times larger than its state. It is imported, and reported in full, by a JVM
 * whose heap holds a fraction of it: what is kept follows the number of its keys and records, not their size.
 * {@code -Dduramen.import.megabytes=1024} does it with a gigabyte.
 */
class BoundedImportTest {
    private static final long SOURCE_BYTES = Long.getLong("duramen.import.megabytes", 160) << 20;
    private static final int HEAP_MEGABYTES = SOURCE_BYTES < 1 << 30 ? 40 : 64;
    private static final int KEYS = 200;
    private static final String VALUE = "0123456789abcdef".repeat(1024);

    @TempDir
    Path directory;

    @Test
    @Tag("S3.47")
    void aLogOfSegmentsManyTimesTheHeapIsImported(TestReporter reporter) throws Exception {
        Path wal = Files.createDirectories(directory.resolve("old/wal"));
        long number = 0;
        for (long written = 0; written < SOURCE_BYTES; ) {
            Path segment = wal.resolve(String.format("%016x.wal", number));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(segment))) {
                for (int i = 0; i < 1000 && written < SOURCE_BYTES; i++) {
                    byte[] record = segmentRecord(number++);
                    out.write(record);
                    written += record.length;
                }
            }
        }
        requireImported(directory.resolve("old"), reporter, "imported " + KEYS, "wal-segments");
    }

    @Test
    @Tag("S3.47")
    void aLogOfLinesManyTimesTheHeapIsImported(TestReporter reporter) throws Exception {
        Path old = directory.resolve("old");
        Files.createDirectories(old.resolve("state"));
        Files.createDirectories(old.resolve("wal"));
        long number = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(old.resolve("wal/wal.log")))) {
            for (long written = 0; written < SOURCE_BYTES; number++) {
                byte[] line = ("{\"op\": \"PREPARE\", \"tx_id\": \"t" + number + "\", \"changes\": {\"" + key(number)
                                + "\": \"" + VALUE + number
                                + "\"}, \"timestamp\": 1.5}\n{\"op\": \"COMMIT\", \"tx_id\": \"t"
                                + number + "\", \"timestamp\": 1.5}\n")
                        .getBytes(StandardCharsets.UTF_8);
                out.write(line);
                written += line.length;
            }
        }
        StringBuilder state = new StringBuilder("{");
        for (long n = number - KEYS; n < number; n++) {
            state.append(n == number - KEYS ? "" : ", ")
                    .append('"')
                    .append(key(n))
                    .append("\": \"")
                    .append(VALUE)
                    .append(n)
                    .append('"');
        }
        Files.writeString(old.resolve("state/state.json"), state.append('}'));
        requireImported(old, reporter, "imported " + KEYS, "atomic-commit");
    }

    @Test
    @Tag("S1.02")
    void anExportManyTimesTheHeapIsReadKeyByKey(TestReporter reporter) throws Exception {
        long keys = 0;
        Path export = directory.resolve("export.jsonl");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(export))) {
            for (long written = 0; written < SOURCE_BYTES; keys++) {
                byte[] line = String.format("{\"key\":\"%012d\",\"value\":\"%s\"}\n", keys, VALUE)
                        .getBytes(StandardCharsets.UTF_8);
                digest.update(line);
                out.write(line);
                written += line.length;
            }
            out.write(String.format(
                            "{\"end\":{\"format\":1,\"keys\":%d,\"complete\":true,\"lsn\":1,\"root\":\"\",\"sha256\":\"%s\"}}\n",
                            keys, HexFormat.of().formatHex(digest.digest()))
                    .getBytes(StandardCharsets.UTF_8));
        }
        requireImported(export, reporter, "checked " + keys, "check", "store-export");
    }

    @Test
    void theHeapIsTooSmallForWhoeverKeepsWhatHeReads() throws Exception {
        Path wal = Files.createDirectories(directory.resolve("old/wal"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(wal.resolve("0000000000000000.wal")))) {
            for (long n = 0; n < 2L * (HEAP_MEGABYTES << 20) / VALUE.length(); n++) {
                out.write(segmentRecord(n));
            }
        }
        Ended ended = run("hold", "wal-segments", directory.resolve("old").toString());
        assertNotEquals(0, ended.exit, ended::said);
        assertTrue(ended.said.contains("OutOfMemoryError"), ended::said);
    }

    /** Runs it with the format and then the source at the end of its arguments; what it says begins as expected. */
    private void requireImported(Path source, TestReporter reporter, String expected, String... what) throws Exception {
        long bytes;
        try (Stream<Path> files = Files.walk(source)) {
            bytes = files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        }
        List<String> args = new ArrayList<>(List.of(what));
        args.add(source.toString());
        args.add(directory.resolve("store").toString());
        Ended ended = run(args.toArray(String[]::new));
        reporter.publishEntry(String.join(" ", what), bytes + " bytes: " + ended.said.strip());
        assertEquals(0, ended.exit, ended::said);
        assertTrue(ended.said.startsWith(expected + ", damaged 0, heap "), ended::said);
        long heap = Long.parseLong(ended.said.strip().replaceFirst(".* ", ""));
        assertTrue(bytes > 3 * heap, bytes + " bytes, heap " + heap);
    }

    /** How a program ended, and what it said. */
    private record Ended(int exit, String said) {}

    private static Ended run(String... args) throws IOException, InterruptedException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedImport.class.getName());
        Process child = new ProcessBuilder(
                        Stream.concat(command, Stream.of(args)).toList())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(child.waitFor(), said);
        } finally {
            child.destroyForcibly();
        }
    }

    private static String key(long number) {
        return "key-" + number % KEYS;
    }

    /** As the fixtures' page lays it out. */
    private static byte[] segmentRecord(long number) {
        byte[] operation = ("{\"Put\":{\"id\":\"" + key(number) + "\",\"data\":\"" + VALUE + number + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .putLong(1)
                .flip());
        crc.update('a');
        crc.update(operation);
        byte[] begin = ("{\"seq\":" + number + ",\"timestamp\":1,\"actor\":\"a\",\"operation\":")
                .getBytes(StandardCharsets.UTF_8);
        byte[] end = (",\"checksum\":" + crc.getValue() + "}").getBytes(StandardCharsets.UTF_8);
        int length = begin.length + operation.length + end.length;
        return ByteBuffer.allocate(Integer.BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put(begin)
                .put(operation)
                .put(end)
                .array();
    }
}
