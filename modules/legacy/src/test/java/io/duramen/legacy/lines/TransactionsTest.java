// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.DuplicateTransactionException;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.UnknownTransactionException;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriterMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users of the predecessors do with a log. */
class TransactionsTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S1.08")
    @Tag("S2.17")
    void aCommitIsSeenAfterReopeningAndCommittingAgainDoesNothing() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a-1", changes(1));
            log.prepare("a-2", changes(2));
            assertTrue(log.markCommitted("a-1"));
            assertFalse(log.markCommitted("a-1"));
            assertEquals(3, log.durableLsn());
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(List.of("a-2"), ids(log.uncommitted()));
            assertFalse(log.markCommitted("a-1"));
            assertEquals(3, log.durableLsn());
            assertTrue(log.markCommitted("a-2"));
            assertEquals(List.of(), log.uncommitted());
        }
    }

    @Test
    @Tag("S2.17")
    void whatIsPreparedIsListedWithItsChangesInOrder() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("", changes(1), Instant.ofEpochSecond(1770000000, 504_000_000));
            log.prepare("\ud800", changes(2));
            LoggedTransaction first = log.uncommitted().get(0);
            assertEquals("", first.transactionId());
            assertEquals(changes(1), first.changes());
            assertEquals("1770000000.504", first.timestamp());
            assertFalse(first.committed() || first.oldStyle());
            assertEquals("\ud800", log.uncommitted().get(1).transactionId());
        }
    }

    @Test
    @Tag("S2.02")
    @Tag("S2.05")
    @Tag("S2.18")
    void linesAreTheOldOnesWithNumberAndChecksumBehind() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare(
                    "a-1",
                    Changes.builder().put("x", 1).put("caf\u00e9", "\u2615").build());
            log.markCommitted("a-1");
        }
        List<String> lines = text(disk).lines().toList();
        String prepare =
                "{\"op\": \"PREPARE\", \"tx_id\": \"a-1\", \"changes\": {\"x\": 1, \"caf\\u00e9\": \"\\u2615\"}, \"timestamp\": "
                        + "1767323045.000006, \"lsn\": 1, \"crc\": \"";
        String commit =
                "{\"op\": \"COMMIT\", \"tx_id\": \"a-1\", \"timestamp\": 1767323045.000006, \"lsn\": 2, \"crc\": \"";
        assertTrue(lines.get(1).startsWith(prepare), lines.get(1));
        assertTrue(lines.get(2).startsWith(commit), lines.get(2));
        assertEquals(4, lines.size(), "two marks around them");
    }

    @Test
    void anIdIsUsedOnceAndCommittedOnlyWhenPrepared() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a", changes(1));
            assertThrows(DuplicateTransactionException.class, () -> log.prepare("a", changes(2)));
            log.markCommitted("a");
            assertThrows(DuplicateTransactionException.class, () -> log.prepare("a", changes(2)));
            UnknownTransactionException unknown =
                    assertThrows(UnknownTransactionException.class, () -> log.markCommitted("b"));
            assertEquals("b", unknown.details().get("transactionId"));
            assertEquals(2, log.durableLsn());
        }
    }

    @Test
    @Tag("S1.06")
    void valuesAreAnyJsonAndComeBackDigitForDigit() {
        Seeds.run(60, random -> {
            SimDisk fresh = SimDisk.create();
            List<Changes> written = new ArrayList<>();
            try (JsonLinesLog log = JsonLinesLog.create(fresh, plain())) {
                for (int i = 0; i < 10; i++) {
                    Changes.Builder changes = Changes.builder();
                    for (int k = random.nextInt(5); k > 0; k--) {
                        changes.putJson(RandomEntries.text(random, 12), RandomEntries.value(random, 4));
                    }
                    if (random.nextInt(4) == 0) {
                        changes.delete(RandomEntries.text(random, 12));
                    }
                    written.add(changes.build());
                    log.prepare("tx-" + i, written.get(i));
                }
            }
            try (JsonLinesLog log = JsonLinesLog.open(fresh, plain())) {
                assertEquals(
                        written,
                        log.uncommitted().stream()
                                .map(LoggedTransaction::changes)
                                .toList());
            }
        });
    }

    @Test
    @Tag("S1.06")
    void javaValuesBecomeTheJsonThePredecessorsWrite() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("n", null);
        inner.put("b", true);
        Changes changes = Changes.builder()
                .put("big", BigInteger.TWO.pow(70))
                .put("exact", new BigDecimal("0.10"))
                .put("nan", Double.NaN)
                .put("inf", Double.NEGATIVE_INFINITY)
                .put("text", "caf\u00e9 \ud83d\ude00 \"\\\n\u007f")
                .put("list", List.of(1, inner))
                .delete("gone")
                .build();
        assertEquals(
                "{\"big\": 1180591620717411303424, \"exact\": 0.10, \"nan\": NaN, \"inf\": -Infinity, \"text\": "
                        + "\"caf\\u00e9 \\ud83d\\ude00 \\\"\\\\\\n\\u007f\", \"list\": [1, {\"n\": null, \"b\": true}]}",
                changes.json());
        assertEquals(List.of("gone"), changes.deleted());
        assertEquals(changes, Changes.of(changes.payload()));
        assertEquals("0.10", changes.values().get("exact"));
        assertThrows(IllegalArgumentException.class, () -> Changes.builder().put("o", new Object()));
    }

    @Test
    void textThatIsNotOneObjectOnOneLineIsRefused() {
        for (String json : List.of("", "[]", "{", "{}x", "{\n}", "{\r}", " {}", "{} ", "{\"a\": \"\ud800\"}")) {
            assertThrows(IllegalArgumentException.class, () -> Changes.parse(json), json);
        }
        assertThrows(IllegalArgumentException.class, () -> Changes.builder().putJson("a", "1, \"b\": 2"));
    }

    @Test
    @Tag("S1.08")
    void oneOfManyThreadsCommitsAndTheOthersWaitUntilItIsDurable() throws Exception {
        try (JsonLinesLog log = JsonLinesLog.create(
                disk, options().writerMode(WriterMode.THREAD).build())) {
            for (int round = 0; round < 50; round++) {
                String id = "tx-" + round;
                long prepared = log.prepare(id, changes(round));
                List<FutureTask<Boolean>> tasks = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    tasks.add(new FutureTask<>(() -> {
                        boolean mine = log.markCommitted(id);
                        assertTrue(log.durableLsn() > prepared);
                        return mine;
                    }));
                }
                tasks.forEach(task -> new Thread(task, "committer").start());
                int winners = 0;
                for (FutureTask<Boolean> task : tasks) {
                    winners += task.get() ? 1 : 0;
                }
                assertEquals(1, winners);
            }
            assertEquals(100, log.durableLsn());
        }
    }

    private static Changes changes(int n) {
        return Changes.builder().put("key-" + n, n).build();
    }

    private static List<String> ids(List<LoggedTransaction> transactions) {
        return transactions.stream().map(LoggedTransaction::transactionId).toList();
    }
}
