// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Single rules of the atomic-commit layer's log and state file. */
class StateAndLogTest {
    private static final String ENTRY =
            "{\"op\": \"PREPARE\", \"tx_id\": \"t\", \"changes\": {\"k\": 1}, \"timestamp\": 1.5}";
    private static final String COMMIT = "{\"op\": \"COMMIT\", \"tx_id\": \"t\", \"timestamp\": 2}";

    @TempDir
    private Path temp;

    @BeforeEach
    void makeTheDirectory() throws IOException {
        Files.createDirectories(temp.resolve("wal"));
        Files.createDirectories(temp.resolve("state"));
        state("{}");
    }

    private void state(String text) throws IOException {
        Files.writeString(temp.resolve("state/state.json"), text);
    }

    private void log(String... lines) throws IOException {
        Files.writeString(temp.resolve("wal/wal.log"), String.join("\n", lines) + "\n");
    }

    private ImportFindings found() {
        return StoreImport.from(temp).examine();
    }

    private JsonNode report() {
        return Fixtures.json(Fixtures.report(found()));
    }

    private List<String> skipped() {
        return found().damage().stream()
                .map(each -> each.line() + " " + each.reason())
                .toList();
    }

    @Test
    @Tag("S2.07")
    void aCommitAheadOfItsEntryCounts() throws IOException {
        log(COMMIT, ENTRY);

        assertTrue(report().at("/entries/0/committed").booleanValue());
        assertEquals("{\"k\":1}", report().get("replayed_state").toString());
        assertEquals("[]", report().get("orphan_commits").toString());
    }

    @Test
    @Tag("S3.46")
    void aDamagedLineHidesNoOther() throws IOException {
        log("[]", "{", ENTRY, "{\"op\": 1}", "", COMMIT, "{\"op\": \"COMMIT\", \"tx_id\": \"t\"}");

        assertEquals(List.of("1 not_an_object", "2 not_json", "4 wrong_type", "7 missing_field"), skipped());
        assertEquals(1, report().get("entries").size());
        assertTrue(report().at("/entries/0/committed").booleanValue());
    }

    @Test
    void anIdOfSeveralEntriesIsReportedAndACommitCommitsAll() throws IOException {
        log(ENTRY, ENTRY.replace("1}", "2}"), COMMIT, COMMIT);

        assertEquals("[\"t\"]", report().get("duplicate_tx_ids").toString());
        assertEquals("[]", report().get("uncommitted_tx_ids").toString());
        assertEquals(
                "[{\"line\":4,\"tx_id\":\"t\"}]",
                report().get("duplicate_commits").toString());
        assertEquals("{\"k\":2}", report().get("replayed_state").toString());
    }

    @Test
    void theStateFileDecidesWhatBecameOfAnEntryWithoutCommit() throws IOException {
        log(ENTRY, ENTRY.replace("\"t\"", "\"u\"").replace("{\"k\": 1}", "{\"k\": 1, \"l\": {\"a\": 1, \"b\": 2.0}}"));
        state("{\"k\": 1, \"l\": {\"b\": 2.00, \"a\": 1}}");
        assertEquals("applied", report().at("/in_doubt/0/resolution").stringValue());
        assertEquals("applied", report().at("/in_doubt/1/resolution").stringValue());
        state("{\"k\": 1, \"l\": {\"b\": 2, \"a\": 1}}");
        assertEquals("applied", report().at("/in_doubt/0/resolution").stringValue());
        assertEquals("rolled_back", report().at("/in_doubt/1/resolution").stringValue());
        state("{\"k\": 1.0}");
        assertEquals("rolled_back", report().at("/in_doubt/0/resolution").stringValue());
    }

    @Test
    void withoutAStateNothingIsKnownOfAnEntryWithoutCommit() throws IOException {
        log(ENTRY);
        for (String corrupt : List.of("", "{", "[]", "{\"k\": 1} x", "\ufeff{}")) {
            state(corrupt);
            assertEquals("STATE_FILE_CORRUPTED", found().refusal(), corrupt);
            assertEquals("{\"status\":\"corrupt\"}", report().get("state_file").toString());
            assertTrue(report().at("/in_doubt/0/resolution").isNull());
        }
    }

    @Test
    void aLastLineWithoutAnEndCountsIfItIsWhole() throws IOException {
        Files.writeString(temp.resolve("wal/wal.log"), ENTRY + "\r\n" + COMMIT);
        assertEquals(List.of(), skipped());
        Files.writeString(temp.resolve("wal/wal.log"), ENTRY + "\r\n" + COMMIT.replace("COMMIT", "COMET"));
        assertEquals(List.of("2 unknown_op"), skipped());
        Files.writeString(temp.resolve("wal/wal.log"), ENTRY + "\r\n" + COMMIT.substring(0, 9) + "\u00e9");
        assertEquals(List.of("2 torn_tail"), skipped());
        Files.write(temp.resolve("wal/wal.log"), new byte[4096]);
        assertEquals(List.of("1 torn_tail"), skipped());
        assertEquals(4096, report().at("/torn_tail/bytes").intValue());
    }

    @Test
    void ofAKeyThatStandsTwiceTheLastValueCounts() throws IOException {
        state("{\"k\": 1, \"l\": 2, \"k\": 3}");

        assertEquals("{\"k\":3,\"l\":2}", report().get("final_state").toString());
    }

    @Test
    void whatIsNestedDeeplyIsReadLikeAnythingElse() throws IOException {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        log(ENTRY.replace("1}", deep + "}"));
        state("{\"k\": " + deep + "}");

        String report = Fixtures.report(found());
        assertTrue(report.contains(deep));
        assertTrue(report.contains("\"resolution\": \"applied\""));
    }

    @Test
    @Tag("S4.01")
    void whatUnfinishedWritesLeftIsListedAndNeverRead() throws IOException {
        for (String name :
                List.of("state/state.a.b.tmp", "state/state.json.tmp", "state/state.tmp", "wal/wal.log.tmp")) {
            Files.write(temp.resolve(name), "{".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals(
                "[\"state/state.a.b.tmp\",\"state/state.json.tmp\",\"wal/wal.log.tmp\"]",
                report().get("orphan_temp_files").toString());
        assertEquals(List.of(), skipped());
    }

    @Test
    void anOpNobodyKnowsIsSkippedAndAnAbortNamedBesides() throws IOException {
        log("{\"op\": \"ABORT\", \"tx_id\": \"t\", \"timestamp\": 1}", "{\"op\": \"UNDO\"}");

        assertEquals(List.of("1 unknown_op", "2 unknown_op"), skipped());
        assertEquals("[{\"line\":1,\"tx_id\":\"t\"}]", report().get("aborts").toString());
    }
}
