// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStatTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    @Tag("S3.33")
    void everythingIsCountedAndDrawn() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(0, shell.run("log", "stat", log), shell.err());
        assertEquals(
                List.of(
                        log.toString(),
                        "  id                  910a2dec-8902-5cc1-beeb-8da1658eec67",
                        "  sealed              no",
                        "  records             1 to 6",
                        "  checkpoint          none was ever taken",
                        "  end                 closed in order",
                        "  space               72.0 KiB in 2 files, 9.1 KiB used",
                        "  payload             53 B, the largest 13 B",
                        "  overhead            9.0 KiB, 99 % of what is used, 1537 B a record",
                        "  times               2026-01-02T12:00:00Z to 2026-01-02T17:00:00Z",
                        "",
                        "segments",
                        "  segment 1           [####..........................] 14 % of 64.0 KiB, records 1 to 6, 8 frames",
                        "",
                        "records by type",
                        "  DATA                [####################..........] 4 (67 %), 37 B",
                        "  COMMIT              [#####.........................] 1 (17 %), 13 B",
                        "  USER_70             [#####.........................] 1 (17 %), 3 B",
                        "",
                        "records by actor",
                        "  ann                 [############..................] 2 (40 %), 13 B",
                        "  bob                 [############..................] 2 (40 %), 25 B",
                        "  eve                 [######........................] 1 (20 %), 12 B",
                        "",
                        "records by operation",
                        "  put                 [########################......] 4 (80 %), 50 B",
                        "  delete              [######........................] 1 (20 %), 0 B"),
                shell.out().lines().toList());
    }

    @Test
    @Tag("S3.43")
    void ofCompressedSegmentsItIsSaidWhatTheyHeldAndWhatTheyTake() {
        Path log = temp.resolve("compressed");
        try (WriteAheadLog writer =
                WriteAheadLog.create(log, Logs.options().compressRotated(true).build())) {
            for (int n = 1; n <= 1500; n++) {
                writer.append(Logs.bytes("{\"order\": " + n + ", \"boxes\": 12}"));
            }
            writer.checkpoint(1);
        }
        assertEquals(0, shell.run("log", "stat", log), shell.err());
        assertTrue(shell.out().contains("of 64.0 KiB, records 1 to "), shell.out());
        assertTrue(shell.out().contains(" frames, stored in "), shell.out());

        assertEquals(0, shell.run("log", "stat", log, "--json"), shell.err());
        var first = shell.json().get("segments").get(0);
        assertTrue(first.get("file").stringValue().endsWith("0000000000000001.segz"));
        assertEquals(65_536, first.get("capacity").intValue());
        assertEquals(
                shell.json().get("files").get("wal/0000000000000001.segz").intValue(),
                first.get("storedBytes").intValue());

        assertEquals(0, shell.run("log", "verify", log), shell.err());
        assertEquals(shell.run("inspect", Logs.orders(temp.resolve("orders"))), shell.run("inspect", log));
        assertTrue(shell.out().contains("compressed segment"), shell.out());
    }

    @Test
    @Tag("S3.33")
    void filesThatWaitToBeUsedAgainAreTold() {
        Path place = temp.resolve("recycling");
        WalOptions options = WalOptions.builder()
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .recycledSegments(2)
                .writerMode(WriterMode.CALLER) // nobody arms the next one meanwhile
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(place, options)) {
            for (int n = 1; n <= 4; n++) {
                log.append(ByteBuffer.allocate(45_000));
            }
            log.checkpoint(4);
            assertEquals(0, shell.run("log", "stat", place), shell.err());
        }
        assertTrue(
                shell.out().contains("  waiting             2 files of removed segments, to be used again"),
                shell.out());
    }

    @Test
    @Tag("S3.33")
    void theSameFiguresAreThereAsJson() {
        Path log = Logs.many(temp.resolve("many"), 1000, 500);

        assertEquals(0, shell.run("log", "stat", log, "--json"), shell.err());
        assertEquals(500, shell.json().get("checkpointLsn").intValue());
        assertEquals(357, shell.json().get("firstLsn").intValue());
        assertEquals(1000, shell.json().get("durableLsn").intValue());
        assertEquals(644, shell.json().get("records").intValue());
        assertEquals(4, shell.json().get("segments").size());
        assertEquals(5, shell.json().get("files").size());
        long used = shell.json().get("usedBytes").longValue();
        long payload = shell.json().get("payloadBytes").longValue();
        assertEquals(used - payload, shell.json().get("overheadBytes").longValue());
        int counted = 0;
        for (var tally : shell.json().get("actors")) {
            counted += tally.get("records").intValue();
        }
        assertEquals(644, counted);
        assertEquals("2026-01-02T12:00:00Z", shell.json().get("earliest").stringValue());
    }

    @Test
    void whatOnlyTheRecordsTellStaysUnknownWithoutTheKey() {
        Path store = temp.resolve("store");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", store), owner.err());
        assertEquals(0, owner.run("put", "a", "1", store), owner.err());

        assertEquals(0, shell.run("log", "stat", store), shell.err());
        assertTrue(shell.out().contains("  records             1 to 1\n"), shell.out());
        assertTrue(shell.out().contains("actors and operations stay unknown without"), shell.out());
        assertEquals(0, shell.run("log", "stat", store, "--json"), shell.err());
        assertFalse(shell.json().has("records"));
        assertEquals(6, shell.json().get("unknown").size());
        assertEquals(0, owner.run("log", "stat", store, "--json"), owner.err());
        assertTrue(owner.json().get("actors").has("duramen put"));
        assertEquals(
                ExitCode.REFUSED, new Shell().with("DURAMEN_PASSWORD", "wrong").run("log", "stat", store));
    }

    @Test
    void ofADamagedLogWhatPrecedesTheDamageIsCounted() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Logs.damage(Logs.segment(log, 1), "plums");

        assertEquals(ExitCode.DAMAGE, shell.run("log", "stat", log, "--json"));
        assertEquals(3, shell.json().get("records").intValue());
    }
}
