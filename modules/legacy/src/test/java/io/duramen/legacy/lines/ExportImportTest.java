// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.ExportReport;
import io.duramen.legacy.ImportMismatchException;
import io.duramen.legacy.ImportReport;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LogExport;
import io.duramen.legacy.LogImport;
import io.duramen.legacy.NoPlainFormException;
import io.duramen.legacy.TargetNotEmptyException;
import io.duramen.legacy.UnfinishedExportException;
import io.duramen.storage.StorageException;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportImportTest {
    private static final String FILE = "log.jsonl";

    private final SimDisk files = SimDisk.create();

    @TempDir
    private Path directory;

    private static WalOptions segmented() {
        return options()
                .provider(WalProviders.named("segmented").orElseThrow())
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .build();
    }

    @Test
    @Tag("S1.01")
    @Tag("S1.02")
    void anyLogBecomesLinesAndAnEqualLogAgain() {
        Seeds.run(60, random -> {
            WalOptions from = random.nextBoolean() ? segmented() : plain();
            WalOptions to = random.nextBoolean() ? segmented() : plain();
            SimDisk lines = SimDisk.create();
            try (WriteAheadLog source = WriteAheadLog.create(SimDisk.create(), from);
                    WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), to)) {
                int records = random.nextInt(40);
                for (int i = 0; i < records; i++) {
                    source.append(RandomEntries.entry(random));
                }
                ExportReport exported = LogExport.of(source).clock(CLOCK).to(lines, FILE);
                assertEquals(new ExportReport(records, 1, records, lines.bytes(FILE).length), exported);
                assertEquals(
                        new ImportReport(records, 0, 0),
                        LogImport.of(lines, FILE).into(target));
                assertEquals(all(source), all(target));
            }
        });
    }

    @Test
    void anExportIsALogOfLinesItself() {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), segmented())) {
            append(log, 1, 900);
            log.checkpoint(700);
            long first = log.firstLsn();
            assertTrue(first > 1);
            ExportReport report = LogExport.of(log).to(files, FILE);
            assertEquals(901 - first, report.records());
            SimDisk lines = predecessor(files.bytes(FILE));
            try (WriteAheadLog opened = WriteAheadLog.open(lines, plain())) {
                assertEquals(log.logId(), opened.logId());
                assertEquals(first, opened.firstLsn());
                assertEquals(all(log), all(opened));
            }
        }
    }

    @Test
    void pendingTransactionsFromBelowTheFirstRecordComeAlong() {
        try (JsonLinesLog log = JsonLinesLog.create(SimDisk.create(), plain());
                JsonLinesLog copy = JsonLinesLog.create(SimDisk.create(), plain())) {
            log.prepare("pending", Changes.parse("{\"k\": 1}"));
            log.prepare("done", Changes.parse("{}"));
            log.markCommitted("done");
            log.checkpoint(4);
            log.compactWal();
            log.append(payload(4));
            assertEquals(2, LogExport.of(log).to(files, FILE).records());
            assertEquals(2, LogImport.of(files, FILE).into(copy).imported());
            assertEquals("pending", copy.uncommitted().get(0).transactionId());
            assertEquals(payload(4), all(copy).get(1).payload());
        }
    }

    @Test
    @Tag("S2.02")
    @Tag("S2.05")
    void aPlainExportIsByteForByteWhatThePredecessorsWrite() throws IOException {
        String lines =
                "{\"op\": \"PREPARE\", \"tx_id\": \"a-1\", \"changes\": {\"x\": 1, \"caf\\u00e9\": \"\\u2615\"}, \"timestamp\": "
                        + "1770000000.5}\n{\"op\": \"COMMIT\", \"tx_id\": \"a-1\", \"timestamp\": 1770000000.504}\n"
                        + "{\"tx_id\": \"17\", \"changes\": {}, \"timestamp\": 5.0, \"committed\": true}\n";
        try (WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), segmented())) {
            SimDisk old = predecessor(lines);
            assertEquals(3, LogImport.of(old, LineNames.LOG).into(target).imported());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            LogExport.of(target).plain().to(out);
            assertEquals(lines, out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatHasNoPlainFormIsRefusedByNumberAndReason() {
        for (LogEntry entry : List.of(
                LogEntry.of(payload(1)),
                prepare("hello").build(),
                prepare("{}\n[\"k\"]").build(),
                prepare("{}").actor("ada").build(),
                prepare("{}").operation("put").build(),
                prepare("{}").incarnation(1).build(),
                prepare("{}").key(new byte[] {1}).build())) {
            try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
                log.append(prepare("{}").build());
                log.append(entry);
                NoPlainFormException refused = assertThrows(
                        NoPlainFormException.class,
                        () -> LogExport.of(log).plain().to(files, FILE));
                assertEquals(2L, refused.details().get("lsn"));
                assertFalse(files.exists(FILE));
            }
        }
    }

    private static LogEntry.Builder prepare(String payload) {
        return LogEntry.builder(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .type(RecordType.PREPARE);
    }

    @Test
    void anImportRefusesALogThatIsNotEmptyAndResumesOneThatWasInterrupted() {
        SplittableRandom random = new SplittableRandom(7);
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(RandomEntries.entry(random));
        }
        try (WriteAheadLog source = WriteAheadLog.create(SimDisk.create(), plain())) {
            entries.forEach(source::append);
            LogExport.of(source).to(files, FILE);
            try (WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), segmented())) {
                entries.subList(0, 8).forEach(target::append);
                assertThrows(
                        TargetNotEmptyException.class,
                        () -> LogImport.of(files, FILE).into(target));
                assertEquals(8, target.durableLsn());
                assertEquals(
                        new ImportReport(12, 8, 0), LogImport.of(files, FILE).resume(target));
                assertEquals(all(source), all(target));
                assertEquals(
                        new ImportReport(0, 20, 0), LogImport.of(files, FILE).resume(target));
                target.append(payload(1));
                assertThrows(
                        ImportMismatchException.class,
                        () -> LogImport.of(files, FILE).resume(target));
            }
            try (WriteAheadLog other = WriteAheadLog.create(SimDisk.create(), segmented())) {
                other.append(entries.get(1));
                assertThrows(
                        ImportMismatchException.class,
                        () -> LogImport.of(files, FILE).resume(other));
                assertEquals(1, other.durableLsn());
            }
        }
    }

    @Test
    void anExportThatWasCutOffOrDamagedAnywhereIsNotImported() {
        try (WriteAheadLog source = WriteAheadLog.create(SimDisk.create(), plain())) {
            append(source, 1, 4);
            LogExport.of(source).clock(CLOCK).to(files, FILE);
        }
        byte[] bytes = files.bytes(FILE);
        for (int at = 1; at < bytes.length; at += 7) {
            byte[] cut = java.util.Arrays.copyOf(bytes, at);
            byte[] flipped = bytes.clone();
            flipped[at] ^= 8;
            for (byte[] damaged : List.of(cut, flipped)) {
                SimDisk lines = predecessor(damaged);
                try (WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), segmented())) {
                    if (damaged == cut && at < LineLayout.MARK_BEGIN.length()) {
                        continue; // so little could also be a predecessor's
                    }
                    assertThrows(
                            io.duramen.wal.WalException.class,
                            () -> LogImport.of(lines, LineNames.LOG).into(target),
                            "byte " + at);
                    assertEquals(0, target.durableLsn());
                }
            }
        }
    }

    @Test
    void theLogOfACrashedProcessIsImportedWhenThatIsAskedFor() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog crashed = WriteAheadLog.create(disk, plain());
        append(crashed, 1, 3);
        SimDisk left = disk.crash(0);
        crashed.close();
        try (WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), segmented())) {
            LogImport lines = LogImport.of(left, LineNames.LOG);
            UnfinishedExportException refused = assertThrows(UnfinishedExportException.class, () -> lines.into(target));
            assertEquals(3L, refused.details().get("lastLsn"));
            assertEquals(3, lines.acceptUnfinished().into(target).imported());
        }
    }

    @Test
    void aDamagedLogIsNotExported() {
        SimDisk disk = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 4);
        }
        disk.flipBit(LineNames.LOG, 8L * text(disk).indexOf("\"lsn\": 2"));
        try (var damaged = WriteAheadLog.openReadOnly(disk, plain())) {
            assertThrows(CorruptLogException.class, () -> LogExport.of(damaged).to(files, FILE));
        }
    }

    @Test
    void aFileIsOnlyThereWhenItIsWholeAndNoneIsReplaced() throws IOException {
        Path file = directory.resolve(FILE);
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
            append(log, 1, 3);
            List<String> heard = new ArrayList<>();
            ExportReport report = LogExport.of(log)
                    .progress((phase, done, total) -> heard.add(phase + " " + done + "/" + total))
                    .to(file);
            assertEquals(Files.size(file), report.bytes());
            assertEquals("exporting 3/3", heard.get(heard.size() - 1));
            assertThrows(StorageException.class, () -> LogExport.of(log).to(file));
            try (WriteAheadLog target = WriteAheadLog.create(SimDisk.create(), plain())) {
                heard.clear();
                LogImport.of(file)
                        .progress((phase, done, total) -> heard.add(phase + " " + done + "/" + total))
                        .into(target);
                requireRecords(target, 3);
                assertEquals("importing 3/3", heard.get(heard.size() - 1));
            }
        }
    }

    @Test
    void recordsOfALogThatIsAppendedToMeanwhileStopWhereTheExportBegan() throws IOException {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
            append(log, 1, 3);
            ExportReport report = LogExport.of(log)
                    .progress((phase, done, total) -> log.append(payload(1)))
                    .to(new ByteArrayOutputStream());
            assertEquals(3, report.records());
            List<LogRecord> now = all(log);
            assertTrue(now.size() > 3);
        }
    }
}
