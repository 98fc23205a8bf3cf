// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of a segment, changed to every other value, lengths included: found, and dear to no other record. */
class EveryFlipTest {
    private static final byte[][] RECORDS = {
        put(1, "x", "{\"k\":[1,2.50,null],\"seq\":1}"),
        record(payload(2, "\u00fc", "{\"Put\":{\"id\":\"\\u00e9\",\"data\":\"\\ud83d\\ude00\"}}")),
        delete(3, "x"),
        record(payload(4, "a", "{\"Checkpoint\":{\"base_seq\":3}}"))
    };

    @TempDir
    private Path directory;

    @Test
    @Tag("S3.04")
    @Tag("S3.13")
    @Tag("S3.46")
    void isReportedAtItsRecordAndEveryOtherRecordIsRead() throws IOException {
        byte[] bytes = joined(RECORDS);
        Path file = Files.write(directory.resolve("segment"), bytes);
        try (SourceFile source = LegacySource.at(directory).open("segment");
                java.nio.channels.FileChannel damaged =
                        java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            int begin = 0;
            for (int record = 0; record < RECORDS.length; record++) {
                for (int at = begin; at < begin + RECORDS[record].length; at++) {
                    for (int flip = 1; flip < 256; flip++) {
                        damaged.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ flip)}), at);
                        requireFound(source, record, begin, at, flip);
                    }
                    damaged.write(java.nio.ByteBuffer.wrap(bytes, at, 1), at);
                }
                begin += RECORDS[record].length;
            }
        }
    }

    private static void requireFound(SourceFile source, int record, int begin, int at, int flip) {
        List<Long> read = new ArrayList<>();
        List<Long> reported = new ArrayList<>();
        SegmentScan scan = new SegmentScan(new SegmentBytes(source, source.size()), 0);
        for (Found found = scan.next(); found != null; found = scan.next()) {
            if (found.reason() == null && found.record() != null) {
                read.add(found.record().seq());
            } else {
                reported.add(found.offset());
            }
        }
        String what = "byte " + at + " flipped by " + flip + ": read " + read + ", reported " + reported;
        List<Long> others = new ArrayList<>(List.of(1L, 2L, 3L, 4L));
        others.remove(record);
        assertEquals(others, read, what);
        assertFalse(reported.isEmpty(), what);
        assertEquals((long) begin, reported.get(0), what);
        assertTrue(reported.get(reported.size() - 1) < begin + RECORDS[record].length, what);
    }
}
