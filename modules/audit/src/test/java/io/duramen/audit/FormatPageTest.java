// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked example of the format page is what a trail writes, byte for byte, and what it reads. */
class FormatPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats", "audit.md");

    private final SimDisk disk = SimDisk.create();
    private AuditHead before;
    private AuditEntry entry;

    private byte[] written() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("deleted", List.of("MANIFEST.tmp"));
        facts.put("keys", 3);
        facts.put("damage", null);
        try (AuditTrail trail = AuditTrail.create(disk, Trails.options())) {
            before = trail.head();
            entry = trail.append("recovery.completed", "duramen", AuditOutcome.DONE, facts);
        }
        return Trails.payloads(disk).get(0);
    }

    @Test
    void aTrailWritesWhatThePageShows() throws IOException {
        byte[] written = written();

        assertEquals(dump(written), dump(shown()));
    }

    @Test
    void aTrailReadsWhatThePageShows() throws Exception {
        byte[] written = written();
        EntryReader.Read read = EntryReader.read(ByteBuffer.wrap(shown()));

        assertEquals(entry, read.entry());
        assertEquals(true, read.own());
        assertEquals(before.digest(), read.entry().previous());
        assertEquals(written.length, shown().length);
    }

    @Test
    void thePageShowsTheEntryAsItIsWrittenForPeopleAndMachines() throws IOException {
        byte[] unused = written();
        List<String> lines = Files.readAllLines(PAGE);

        assertEquals(true, lines.contains(entry.toText()), () -> "the page should show:\n" + entry.toText());
        assertEquals(true, lines.contains(entry.toJson()), () -> "the page should show:\n" + entry.toJson());
        assertEquals(true, unused.length > 0);
    }

    /** The block fenced as {@code ```hex entry}: offset, up to sixteen bytes, text. */
    private static byte[] shown() throws IOException {
        StringBuilder hex = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                inside = line.startsWith("```hex entry");
            } else if (inside) {
                hex.append(line.substring(8, Math.min(line.length(), 56)).replace(" ", ""));
            }
        }
        return HexFormat.of().parseHex(hex);
    }

    private static String dump(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 16));
            StringBuilder text = new StringBuilder();
            for (byte b : row) {
                text.append(b >= 32 && b < 127 ? (char) b : '.');
            }
            String hex = HexFormat.ofDelimiter(" ").formatHex(row);
            lines.append(String.format("%06x  %-48s %s%n", at, hex, text));
        }
        return lines.toString();
    }
}
