// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LogTransactions;
import io.duramen.legacy.LogTransactions.CommitLine;
import io.duramen.legacy.LogTransactions.SkippedLine;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.ReadableJsonLinesLog;
import io.duramen.legacy.UnknownTransactionException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs as the predecessors left them, and what a correct reader finds in them. */
class FixturesTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = FixturesTest.class.getResourceAsStream("/aethel/" + name)) {
            assertNotNull(in, name);
            return in.readAllBytes();
        }
    }

    private static byte[] lines(String fixture) throws IOException {
        return bytes(fixture + "/wal/wal.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-format", "old-format", "mixed", "state-corrupted"})
    @Tag("S1.02")
    @Tag("S2.05")
    @Tag("S2.06")
    @Tag("S2.07")
    void aPredecessorsLogIsReadAsItsOwnReaderReadsIt(String fixture) throws IOException {
        SimDisk disk = predecessor(lines(fixture));
        JsonNode expected = JSON.readTree(bytes(fixture + "/expected.json"));
        try (ReadableJsonLinesLog log = ReadableJsonLinesLog.openReadOnly(disk, plain())) {
            LogTransactions found = log.transactions();

            assertEquals(expected.get("entries"), entries(found.entries()));
            assertEquals(
                    expected.get("uncommitted_tx_ids"),
                    JSON.valueToTree(found.uncommitted().stream()
                            .map(LoggedTransaction::transactionId)
                            .toList()));
            assertEquals(expected.get("duplicate_commits"), commits(found.duplicateCommits()));
            assertEquals(expected.get("orphan_commits"), commits(found.orphanCommits()));
            assertEquals(expected.get("duplicate_tx_ids"), JSON.valueToTree(found.duplicateIds()));
            assertEquals(expected.get("skipped"), skipped(found.skipped()));
            assertEquals(expected.get("torn_tail"), torn(found));
            assertEquals(expected.get("replayed_state"), object(found.replay()));
        }
        assertEquals(List.of("state/", "wal/"), disk.list(""), "nothing was touched");
    }

    private static JsonNode entries(List<LoggedTransaction> found) {
        List<String> texts = new ArrayList<>();
        for (LoggedTransaction entry : found) {
            texts.add("{\"line\": " + entry.line() + ", \"style\": \"" + (entry.oldStyle() ? "old" : "new")
                    + "\", \"tx_id\": "
                    + JsonWriter.text(entry.transactionId()) + ", \"changes\": "
                    + entry.changes().json()
                    + ", \"timestamp\": " + entry.timestamp() + ", \"committed\": " + entry.committed() + "}");
        }
        return JSON.readTree("[" + String.join(",", texts) + "]");
    }

    private static JsonNode commits(List<CommitLine> found) {
        List<String> texts = found.stream()
                .map(c -> "{\"line\": " + c.line() + ", \"tx_id\": " + JsonWriter.text(c.transactionId()) + "}")
                .toList();
        return JSON.readTree(texts.toString());
    }

    private static JsonNode skipped(List<SkippedLine> found) {
        List<String> texts = found.stream()
                .map(s -> "{\"line\": " + s.line() + ", \"reason\": \"" + s.reason() + "\"}")
                .toList();
        return JSON.readTree(texts.toString());
    }

    private static JsonNode torn(LogTransactions found) {
        LogTransactions.TornTail torn = found.tornTail();
        return torn == null
                ? JSON.nullNode()
                : JSON.readTree("{\"line\": " + torn.line() + ", \"offset\": " + torn.offset() + ", \"bytes\": "
                        + torn.bytes() + "}");
    }

    private static JsonNode object(Map<String, String> values) {
        List<String> texts = new ArrayList<>();
        values.forEach((key, value) -> texts.add(JsonWriter.text(key) + ": " + value));
        return JSON.readTree("{" + String.join(",", texts) + "}");
    }

    @Test
    @Tag("S2.07")
    void recordsAreReadUpToDamageInTheMiddleAndOpeningForWritingIsRefused() throws IOException {
        byte[] lines = lines("mixed");
        SimDisk disk = predecessor(lines);
        CorruptLogException refused = assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        assertEquals(disk.describe(LineNames.LOG), refused.file());
        assertEquals(205, refused.offset());
        assertEquals(4, refused.lsn());
        assertEquals("record 4", refused.details().get("expected"));
        assertTrue(String.valueOf(refused.details().get("found")).startsWith("line 4, no JSON"), refused::getMessage);
        org.junit.jupiter.api.Assertions.assertArrayEquals(lines, disk.bytes(LineNames.LOG));
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertEquals(3, all(log).size());
            assertEquals(
                    refused.getMessage(), String.valueOf(log.recovery().damage().getMessage()));
        }
    }

    @Test
    @Tag("S2.06")
    void anOldLineIsAWholeTransactionOrAPreparedOne() throws IOException {
        try (ReadableLog log = WriteAheadLog.openReadOnly(predecessor(lines("old-format")), plain())) {
            List<LogRecord> records = all(log);
            assertEquals(RecordType.COMMIT, records.get(0).type());
            assertEquals(RecordType.PREPARE, records.get(1).type());
            assertEquals("{\"key\": 200}", Changes.of(records.get(1).payload()).json());
            assertEquals(
                    java.time.Instant.ofEpochMilli(1234567892500L),
                    records.get(2).time());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-format", "old-format", "state-corrupted"})
    @Tag("S2.11")
    @Tag("S2.20")
    void aPredecessorsLogIsRewrittenInTheNewStyleWhenItIsOpenedAndGoesOn(String fixture) throws IOException {
        byte[] lines = lines(fixture);
        SimDisk disk = predecessor(lines);
        LogTransactions before;
        try (ReadableJsonLinesLog log = ReadableJsonLinesLog.openReadOnly(disk, plain())) {
            before = log.transactions();
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            requireSame(before, log.transactions());
            assertEquals(ids(before.uncommitted()), ids(log.uncommitted()));
            log.prepare("new-1", Changes.parse("{\"k\": 4}"));
            for (String id : ids(before.uncommitted())) {
                assertTrue(log.markCommitted(id));
            }
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(List.of("new-1"), ids(log.uncommitted()));
            assertEquals(log.durableLsn(), all(log).size());
        }
        text(disk)
                .lines()
                .filter(line -> !line.contains("\"mark\""))
                .forEach(line -> assertTrue(
                        line.matches("\\{\"op\": \"(PREPARE|COMMIT)\", \"tx_id\".*, \"crc\": \"[0-9a-f]{8}\"}"), line));
        assertEquals(List.of("LOCK", "quarantine/", "state/", "wal/"), disk.list(""));
        org.junit.jupiter.api.Assertions.assertArrayEquals(lines, disk.bytes("quarantine/wal.log.1"));
    }

    private static void requireSame(LogTransactions before, LogTransactions after) {
        assertEquals(ids(before.entries()), ids(after.entries()));
        assertEquals(ids(before.uncommitted()), ids(after.uncommitted()));
        assertEquals(before.replay(), after.replay());
        for (int i = 0; i < before.entries().size(); i++) {
            assertEquals(
                    before.entries().get(i).timestamp(), after.entries().get(i).timestamp());
        }
    }

    private static List<String> ids(List<LoggedTransaction> entries) {
        return entries.stream().map(LoggedTransaction::transactionId).toList();
    }

    @Test
    @Tag("S2.07")
    void whatAPredecessorAppendedToALogOfOursIsTakenOver() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("ours", Changes.parse("{\"a\": 1}"));
        }
        String theirs = "{\"tx_id\": \"theirs\", \"changes\": {\"b\": 2}, \"timestamp\": 5, \"committed\": true}\r\n"
                + "{\"op\": \"COMMIT\", \"tx_id\": \"ours\", \"timestamp\": 6, \"extra\": []}";
        replace(disk, (text(disk) + theirs).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(List.of(), log.uncommitted());
            assertEquals(Map.of("a", "1", "b", "2"), log.transactions().replay());
            assertEquals(4, log.durableLsn());
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(4, all(log).size());
        }
    }

    @Test
    @Tag("S2.07")
    void aCommitAheadOfItsTransactionCommitsIt() {
        String lines = """
                {"op": "COMMIT", "tx_id": "b-1", "timestamp": 1770000000.5}
                {"tx_id": "b-1", "changes": {"k": 1}, "timestamp": 1770000000.0, "committed": false}
                {"op": "COMMIT", "tx_id": "b-9", "timestamp": 1770000002.5}
                """;
        try (JsonLinesLog log = JsonLinesLog.open(predecessor(lines), plain())) {
            assertEquals(List.of(), log.uncommitted());
            assertFalse(log.markCommitted("b-1"));
            assertThrows(UnknownTransactionException.class, () -> log.markCommitted("b-9"));
        }
    }

    @Test
    void whatIsNoneOfTheThreeObjectsIsSkippedWithItsReason() {
        List<String> lines = List.of(
                "",
                "  \t",
                "[1]",
                "{\"op\": \"PREPARE\", \"tx_id\": \"a\", \"timestamp\": 1}",
                "{\"op\": \"PREPARE\", \"tx_id\": 5, \"changes\": {}, \"timestamp\": 1}",
                "{\"op\": \"ABORT\", \"tx_id\": \"a\", \"timestamp\": 1}",
                "{\"tx_id\": \"a\", \"changes\": {}, \"timestamp\": 1, \"committed\": 1}",
                "{\"tx_id\": \"a\", \"changes\": {\"n\": NaN}, \"timestamp\": NaN}");
        try (ReadableJsonLinesLog log =
                ReadableJsonLinesLog.openReadOnly(predecessor(String.join("\n", lines)), plain())) {
            LogTransactions found = log.transactions();
            assertEquals(
                    List.of("3 not_an_object", "4 missing_field", "5 wrong_type", "6 unknown_op", "7 wrong_type"),
                    found.skipped().stream()
                            .map(s -> s.line() + " " + s.reason())
                            .toList());
            assertEquals(List.of("a"), ids(found.entries()));
            assertEquals(Map.of("n", "NaN"), found.entries().get(0).changes().values());
        }
    }
}
