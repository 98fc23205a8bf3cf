// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.StoreImportReport;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sovereign store, in the states its writer can leave it in. */
class SovereignStoreTest {
    @TempDir
    private Path temp;

    private SovereignWriter writer;

    @BeforeEach
    void makeAWriter() throws IOException {
        writer = new SovereignWriter(temp);
    }

    private ImportFindings found() {
        return StoreImport.from(temp).examine();
    }

    private JsonNode report() {
        return Fixtures.json(Fixtures.report(found()));
    }

    private void requireState() {
        JsonNode report = report();
        List<String> members = new ArrayList<>();
        writer.state().forEach((key, value) -> members.add("\"" + key + "\": " + value));
        assertEquals(Fixtures.json("{" + String.join(", ", members) + "}"), report.get("final_state"));
        assertEquals(writer.root(), report.get("final_root").stringValue());
    }

    private List<String> damage() {
        return found().damage().stream()
                .map(each -> each.line() + " " + each.reason())
                .toList();
    }

    @Test
    void theNewestSnapshotAndWhatCameAfterItMakeTheState() throws IOException {
        writer.put("a", 1);
        writer.snapshot();
        writer.put("b", 2);
        writer.snapshot();
        writer.delete("a");
        writer.put("c", 3);
        writer.truncate(4);

        requireState();
        assertEquals(List.of(), damage());
    }

    @Test
    void anOperationOfWhichOnlyTheFirstRecordIsThereCounts() throws IOException {
        writer.put("a", 1);
        writer.putAndDie("b", 2);

        requireState();
        assertEquals(List.of(), damage());
    }

    @Test
    void afterATornLineTheNumbersBeginAgainAndTheOrderOfTheFileCounts() throws IOException {
        for (int i = 0; i < 5; i++) {
            writer.put("k" + i, i);
        }
        writer.snapshot();
        writer.put("k0", 10);
        writer.tearAndStartAgain();
        writer.put("k1", 11);
        writer.delete("k2");

        requireState();
        assertEquals(List.of("13 not_json", "14 sequence_regression"), damage());
        JsonNode regression = report().get("sequence_regressions").get(0);
        assertEquals("{\"line\":14,\"sequence_number\":1,\"previous\":12}", regression.toString());
        assertEquals("WAL_FILE_CORRUPTED", found().strictRefusal());
    }

    @Test
    void aSnapshotTakenAfterTheNumbersBeganAgainIsNotMistaken() throws IOException {
        for (int i = 0; i < 5; i++) {
            writer.put("k" + i, i);
        }
        writer.tearAndStartAgain();
        writer.put("k0", 7);
        writer.snapshot(); // its number, 2, is also that of the second line
        writer.put("k0", 8);

        requireState();
        assertEquals(13, report().get("snapshots").get(0).get("after_line").intValue());
    }

    @Test
    void aSnapshotThatIsNotAsItWasWrittenIsReportedAndAnOlderOneUsed() throws IOException {
        writer.put("a", 1);
        writer.snapshot();
        writer.put("a", 2);
        String newest = writer.snapshot();
        writer.put("b", 3);
        Files.writeString(
                writer.file(newest), Files.readString(writer.file(newest)).replace("\"a\": 2", "\"a\": 9"));

        requireState();
        assertEquals(
                List.of(new ImportDamage(
                        ".aethel_state/snapshots/snapshot_" + newest + ".json", 0, 0, "root_mismatch")),
                found().damage());
        assertEquals("SNAPSHOT_CORRUPTED", found().strictRefusal());
        assertEquals(
                "root_mismatch", report().get("snapshots").get(1).get("error").stringValue());
    }

    @Test
    void withoutASnapshotThatHoldsALogThatWasTruncatedIsRefused() throws IOException {
        writer.put("a", 1);
        String only = writer.snapshot();
        writer.put("b", 2);
        writer.truncate(2);
        Files.writeString(writer.file(only), "{");

        assertEquals("STATE_FILE_CORRUPTED", found().refusal());
        assertTrue(report().get("final_state").isNull());
        Files.delete(writer.file(only));
        assertEquals("STATE_FILE_CORRUPTED", found().refusal());
        Files.delete(temp.resolve(".aethel_state/snapshots/snapshots_index.json"));
        assertEquals("STATE_FILE_MISSING", found().refusal());
    }

    @Test
    void aRootThatIsNotThatOfTheStateIsReportedWithItsLine() throws IOException {
        writer.put("a", 1);
        writer.put("b", 2);
        writer.put("c", 3);
        String log = Files.readString(writer.log());
        Files.writeString(writer.log(), log.replace("\"key\": \"b\", \"value\": 2", "\"key\": \"b\", \"value\": 5"));

        assertEquals(List.of("4 root_mismatch", "6 root_mismatch"), damage());
        assertNull(found().refusal());
        assertEquals("MERKLE_ROOT_MISMATCH", found().strictRefusal());
    }

    @Test
    void theStateOfAnEarlierSnapshotCanBeImported() throws IOException {
        writer.put("a", 1);
        String first = writer.snapshot();
        writer.put("a", 2);
        writer.snapshot();

        ImportFindings found = StoreImport.from(temp).snapshot(first).examine();
        assertEquals(
                "{\"a\":1}",
                Fixtures.json(Fixtures.report(found)).get("final_state").toString());
        assertEquals(
                "SNAPSHOT_MISSING",
                StoreImport.from(temp).snapshot("none").examine().refusal());
    }

    @Test
    void withoutAnIndexTheFilesAreLookedFor() throws IOException {
        writer.put("a", 1);
        writer.snapshot();
        writer.truncate(0);
        Path index = temp.resolve(".aethel_state/snapshots/snapshots_index.json");
        Files.delete(index);
        requireState();
        assertEquals(List.of(), damage());
        Files.writeString(index, "[]");
        requireState();
        assertEquals(List.of("0 not_an_object"), damage());
        Files.writeString(index, "{\"../../../../etc/passwd\": {}}");
        assertEquals("wrong_type", found().damage().get(0).reason());
    }

    @Test
    void theOlderStoreHasOneSnapshotAndNoLog() throws IOException {
        writer.put("a", 1);
        Files.delete(writer.log());
        Files.writeString(
                temp.resolve(".aethel_state/snapshot.json"),
                "{\"state\": {\"a\": 1}, \"merkle_root\": \"" + writer.root() + "\", \"timestamp\": 1770000001.0}");

        requireState();
        Files.writeString(
                temp.resolve(".aethel_state/snapshot.json"),
                "{\"state\": {\"a\": 2}, \"merkle_root\": \"" + writer.root() + "\", \"timestamp\": 1770000001.0}");
        assertEquals("STATE_FILE_CORRUPTED", found().refusal());
    }

    @Test
    @Tag("S3.48")
    void deletionsAreCarriedOverWhenTheStoreIsCaughtUp() throws IOException {
        writer.put("a", 1);
        writer.put("b", 2);
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            StoreImport.from(temp).into(store);
            writer.delete("a");
            StoreImportReport report = StoreImport.from(temp).into(store);

            assertEquals(new StoreImportReport(0, 1, 1), report);
            assertEquals(Map.of("b", "2"), Contents.of(store));
        }
    }

    @Test
    @Tag("S3.46")
    @Tag("S3.47")
    void whateverAWriterDidItsStateIsFound(TestReporter reporter) throws IOException {
        long seed = Long.getLong("duramen.seed", 42L);
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 60; run++) {
            writer = new SovereignWriter(Files.createDirectories(temp.resolve("run" + run)));
            boolean torn = false;
            for (int n = random.nextInt(60); n > 0; n--) {
                switch (random.nextInt(12)) {
                    case 0 -> writer.snapshot();
                    case 1 -> {
                        writer.tearAndStartAgain();
                        torn = true;
                    }
                    case 2 -> writer.putAndDie("k" + random.nextInt(6), n);
                    case 3, 4 -> writer.delete("k" + random.nextInt(6));
                    default -> writer.put("k" + random.nextInt(6), random.nextInt(100));
                }
            }
            Path source = temp.resolve("run" + run);
            ImportFindings found = StoreImport.from(source).examine();
            String last = "seed " + seed + ", run " + run;
            assertFalse(!torn && !found.damage().isEmpty(), last);
            assertTrue(found.damage().stream().noneMatch(each -> each.reason().equals("root_mismatch")), last);
            try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
                StoreImport.from(source).into(store);
                assertEquals(writer.state(), new TreeMap<>(Contents.of(store)), last);
            }
        }
    }
}
