// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.DuplicateTransactionException;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * A program that was written for the predecessor's log (append an entry, mark it committed, ask what is not, compact) goes on as it
 * is, call for call, whatever stands in the file when it starts; and what it writes, the predecessor reads.
 */
class OldCallersTest {
    private static final String OLD_STYLE = """
            {"tx_id": "o-1", "changes": {"a": 1}, "timestamp": 1.5, "committed": true}
            {"tx_id": "o-2", "changes": {"b": 2}, "timestamp": 2.5, "committed": false}
            """;
    private static final String NEW_STYLE = """
            {"op": "PREPARE", "tx_id": "o-1", "changes": {"a": 1}, "timestamp": 1.5}
            {"op": "COMMIT", "tx_id": "o-1", "timestamp": 1.75}
            {"op": "PREPARE", "tx_id": "o-2", "changes": {"b": 2}, "timestamp": 2.5}
            """;
    private static final String MIXED = """
            {"tx_id": "o-1", "changes": {"a": 1}, "timestamp": 1.5, "committed": false}
            {"op": "PREPARE", "tx_id": "o-2", "changes": {"b": 2}, "timestamp": 2.5}
            {"op": "COMMIT", "tx_id": "o-1", "timestamp": 2.75}
            """;

    /** What a program may find. */
    enum Found {
        NOTHING(""),
        OLD(OLD_STYLE),
        NEW(NEW_STYLE),
        BOTH(MIXED);

        final String lines;

        Found(String lines) {
            this.lines = lines;
        }
    }

    @ParameterizedTest
    @EnumSource(Found.class)
    @Tag("S2.20")
    @Tag("S2.21")
    void everyCallDoesWhatItDidWhateverStandsInTheFile(Found found) {
        SimDisk disk = disk(found);
        List<String> pending = found == Found.NOTHING ? List.of() : List.of("o-2");
        try (JsonLinesLog log = open(disk, found)) {
            assertEquals(pending, ids(log.uncommitted()));
            log.prepare("n-1", Changes.parse("{\"c\": {\"deep\": [1.50, null]}}"));
            log.prepare("n-2", Changes.parse("{\"d\": \"\\u00e9\"}"));
            assertEquals(with(pending, "n-1", "n-2"), ids(log.uncommitted()));
            assertTrue(log.markCommitted("n-1"));
            assertFalse(log.markCommitted("n-1"), "marking again does nothing");
        }
        assertEquals(with(pending, "n-2"), List.copyOf(predecessorsUncommitted(disk)), "as the predecessor reads it");
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(with(pending, "n-2"), ids(log.uncommitted()));
            for (String id : ids(log.uncommitted())) {
                log.markCommitted(id);
            }
            assertEquals(List.of(), log.uncommitted());
            long before = log.durableLsn() - log.firstLsn() + 1;
            log.checkpoint(log.durableLsn() + 1);
            assertTrue(log.compactWal() <= before);
            log.prepare("n-3", Changes.parse("{}"));
            assertEquals(List.of("n-3"), ids(log.uncommitted()));
        }
        assertEquals(List.of("n-3"), List.copyOf(predecessorsUncommitted(disk)));
    }

    @Test
    @Tag("S2.21")
    void theOneCallThatIsRefusedNowIsTheReuseOfAnId() {
        SimDisk disk = disk(Found.OLD);
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertThrows(DuplicateTransactionException.class, () -> log.prepare("o-2", Changes.parse("{}")));
            assertEquals(List.of("o-2"), ids(log.uncommitted()));
        }
    }

    @Test
    @Tag("S2.19")
    void criterionOneACommitOnlyAppends() {
        RecordingStorage storage = RecordingStorage.over(SimDisk.create());
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            log.prepare("a", Changes.parse("{}"));
            long end = end(storage);
            storage.clear();
            log.markCommitted("a");
            assertEquals(List.of(Kind.WRITE, Kind.FORCE), kinds(storage));
            assertEquals(end, storage.operations().get(0).offset(), "behind all that was written before");
        }
    }

    @Test
    @Tag("S2.19")
    void criterionTwoItIsOneLineOfTheFormAgreed() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a", Changes.parse("{\"k\": 1}"));
            log.markCommitted("a");
        }
        List<String> lines =
                text(disk).lines().filter(line -> line.startsWith("{\"op\"")).toList();
        assertTrue(
                lines.get(0)
                        .startsWith("{\"op\": \"PREPARE\", \"tx_id\": \"a\", \"changes\": {\"k\": 1}, \"timestamp\": "),
                lines::toString);
        assertTrue(lines.get(1).startsWith("{\"op\": \"COMMIT\", \"tx_id\": \"a\", \"timestamp\": "), lines::toString);
        assertEquals(2, lines.size());
    }

    @Test
    @Tag("S2.19")
    void criterionThreeItCostsTheSameHoweverManyAreThere() {
        Set<List<Kind>> costs = new LinkedHashSet<>();
        Set<Long> bytes = new LinkedHashSet<>();
        for (int pending : new int[] {100, 200, 400}) { // numbers of as many digits
            RecordingStorage storage = RecordingStorage.over(SimDisk.create());
            try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
                for (int i = 0; i < pending; i++) {
                    log.prepare("tx-" + i, Changes.parse("{}"));
                }
                storage.clear();
                log.markCommitted("tx-7");
                costs.add(kinds(storage));
                bytes.add(storage.operations().get(0).length());
            }
        }
        assertEquals(1, costs.size());
        assertEquals(1, bytes.size());
    }

    @Test
    @Tag("S2.19")
    void criterionFourItIsForcedBeforeTheCallReturns() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a", Changes.parse("{}"));
            log.prepare("b", Changes.parse("{}"));
            log.markCommitted("a");
            SimDisk after = disk.crash(0); // nothing is left that was not durable
            try (JsonLinesLog reopened = JsonLinesLog.open(after, plain())) {
                assertEquals(List.of("b"), ids(reopened.uncommitted()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Found.class)
    @Tag("S2.19")
    void criterionFiveOldFilesAreReadAndGoneOnWith(Found found) {
        SimDisk disk = disk(found);
        Set<String> before = found == Found.NOTHING ? Set.of() : predecessorsUncommitted(disk);
        try (JsonLinesLog log = open(disk, found)) {
            assertEquals(List.copyOf(before), ids(log.uncommitted()));
            log.prepare("n-1", Changes.parse("{}"));
        }
        assertEquals(with(List.copyOf(before), "n-1"), List.copyOf(predecessorsUncommitted(disk)));
    }

    @Test
    @Tag("S2.19")
    void criterionSixACompactionRemovesWhatIsCommittedAndSaysHowMuch() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            for (int i = 0; i < 50; i++) {
                log.prepare("tx-" + i, Changes.parse("{\"k\": " + i + "}"));
            }
            for (int i = 0; i < 49; i++) {
                log.markCommitted("tx-" + i);
            }
            log.checkpoint(log.durableLsn() + 1);
            int size = text(disk).length();
            assertEquals(49 + 49, log.compactWal(), "entries and their COMMITs");
            assertEquals(List.of("tx-49"), ids(log.transactions().entries()));
            assertTrue(text(disk).length() < size / 10);
            assertEquals(List.of("tx-49"), ids(log.uncommitted()));
        }
    }

    /** The predecessor's own reader: every line by itself, unknown fields ignored, unknown lines skipped. */
    private static Set<String> predecessorsUncommitted(SimDisk disk) {
        Set<String> pending = new LinkedHashSet<>();
        Set<String> committed = new LinkedHashSet<>();
        for (String line : text(disk).lines().toList()) {
            JsonNode entry = Fixtures.json(line);
            String op = entry.path("op").asString("OLD");
            if (entry.path("committed").asBoolean(false) || op.equals("COMMIT")) {
                committed.add(entry.get("tx_id").asString());
            } else if (op.equals("PREPARE") || entry.has("tx_id")) {
                pending.add(entry.get("tx_id").asString());
            }
        }
        pending.removeAll(committed);
        return pending;
    }

    private static JsonLinesLog open(SimDisk disk, Found found) {
        return found == Found.NOTHING ? JsonLinesLog.create(disk, plain()) : JsonLinesLog.open(disk, plain());
    }

    private static SimDisk disk(Found found) {
        return found == Found.NOTHING ? SimDisk.create() : Lines.predecessor(found.lines);
    }

    private static List<String> ids(List<LoggedTransaction> transactions) {
        return transactions.stream().map(LoggedTransaction::transactionId).toList();
    }

    private static List<String> with(List<String> ids, String... more) {
        List<String> all = new ArrayList<>(ids);
        all.addAll(List.of(more));
        return all;
    }

    private static List<Kind> kinds(RecordingStorage storage) {
        return storage.operations().stream()
                .map(operation -> operation.kind())
                .filter(Kind::isChanging)
                .toList();
    }

    private static long end(RecordingStorage storage) {
        return storage.operations().stream()
                .filter(operation ->
                        operation.kind() == Kind.WRITE && operation.file().equals(LineNames.LOG))
                .mapToLong(operation -> operation.offset() + operation.length())
                .max()
                .orElseThrow();
    }

    private static String text(SimDisk disk) {
        return new String(disk.bytes(LineNames.LOG), StandardCharsets.UTF_8);
    }
}
