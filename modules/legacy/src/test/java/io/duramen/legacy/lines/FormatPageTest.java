// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The worked example of the format page is what the log writes, and what it reads. */
class FormatPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats", "json-lines.md");

    private static SimDisk example() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a-1", Changes.parse("{\"x\": 1, \"caf\\u00e9\": 0.10}"));
            log.markCommitted("a-1");
            log.append(LogEntry.builder(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)))
                    .type(new RecordType(64))
                    .transactionId(7)
                    .actor("ada")
                    .operation("put")
                    .key("greeting".getBytes(StandardCharsets.US_ASCII))
                    .incarnation(2)
                    .build());
            log.prepare("a-2", Changes.builder().put("y", null).delete("x").build());
        }
        return disk;
    }

    @Test
    void theLogWritesWhatThePageShows() throws IOException {
        assertEquals(shown(), text(example()));
    }

    @Test
    void theLogReadsWhatThePageShows() throws IOException {
        SimDisk disk = predecessor(shown());
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(4, log.durableLsn());
            assertEquals(List.of("x"), log.uncommitted().get(0).changes().deleted());
            assertEquals("ada", all(log).get(2).actor());
        }
    }

    @Test
    void aChecksumIsThatOfTheLineWithoutIt() throws IOException {
        shown().lines().forEach(line -> {
            int at = line.lastIndexOf(", \"crc\"");
            CRC32C crc = new CRC32C();
            crc.update((line.substring(0, at) + "}").getBytes(StandardCharsets.UTF_8));
            assertEquals(String.format("%08x", crc.getValue()), line.substring(line.length() - 10, line.length() - 2));
        });
    }

    /** The block fenced as {@code ```json-lines}. */
    private static String shown() throws IOException {
        StringBuilder lines = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (inside && !line.startsWith("```")) {
                lines.append(line).append('\n');
            }
            inside = line.startsWith("```json-lines ") || (inside && !line.startsWith("```"));
        }
        return lines.toString();
    }
}
