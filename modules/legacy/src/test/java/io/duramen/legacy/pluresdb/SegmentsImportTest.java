// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportRefusedException;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.StoreImportReport;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log of segments comes to stands in the store, as often as it is imported and as far as it has grown. */
class SegmentsImportTest {
    private final StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults());

    @TempDir
    private Path directory;

    @AfterEach
    void closeTheStore() {
        store.close();
    }

    private StoreImportReport imported() {
        return StoreImport.from(directory).into(store);
    }

    @Test
    @Tag("S3.47")
    void aLogThatGrowsIsCaughtUpWithDeletionsIncludedAndNeverTouched() throws IOException {
        segment(directory, 1, put(1, "x", "1.50"), put(2, "y", "2"), delete(3, "z"), put(4, "", "4"));
        Map<String, String> before = Fixtures.digests(directory);
        assertEquals(new StoreImportReport(3, 0, 1), imported());
        assertTrue(imported().isNothingNew());
        assertEquals(before, Fixtures.digests(directory));
        assertEquals(Map.of("x", "1.50", "y", "2", "", "4"), Contents.of(store));
        segment(directory, 5, delete(5, "x"), put(6, "z", "3"));
        assertEquals(new StoreImportReport(1, 1, 2), imported());
        assertEquals(Map.of("y", "2", "z", "3", "", "4"), Contents.of(store));
    }

    /** F22, F26: nothing is skipped without a word, and what stands behind damage is not lost. */
    @Test
    @Tag("S3.47")
    void damageCostsNoMoreThanItselfAndAStrictImportTakesNothing() {
        byte[] torn = Arrays.copyOf(put(2, "y", "2"), 60);
        segment(directory, 1, put(1, "x", "1"), torn, put(3, "z", "3"));
        segment(directory, 4, put(4, "w", "4"), torn);
        ImportRefusedException refused = assertThrows(
                ImportRefusedException.class,
                () -> StoreImport.from(directory).strict().into(store));
        assertEquals("WAL_FILE_CORRUPTED", refused.code());
        assertEquals(0, store.size());
        imported();
        assertEquals(Map.of("x", "1", "z", "3", "w", "4"), Contents.of(store));
    }

    /** F21, F26: numbers given twice, a segment that is gone, and one that is there twice are all told. */
    @Test
    void numbersThatAreMissingOrThereTwiceAreReported() {
        segment(directory, 1, put(1, "x", "1"), put(2, "y", "2"));
        segment(directory, 6, put(6, "x", "6"));
        segment(directory, 7, put(2, "y", "3"));
        Findings findings = segments(directory);
        assertEquals("[[3, 5]]", String.valueOf(findings.fields().get("missing_seq_ranges")));
        assertEquals("[2]", String.valueOf(findings.fields().get("duplicate_seqs")));
        assertEquals("x=6 y=3", state(findings));
    }

    /** F27: the filter holds whatever else is asked for. */
    @Test
    void anActorsRecordsAloneAreTakenIfAsked() {
        segment(
                directory,
                1,
                put(1, "x", "1"),
                record(payload(2, "b", "{\"Put\":{\"id\":\"x\",\"data\":2}}")),
                record(payload(3, "b", "{\"Put\":{\"id\":\"y\",\"data\":3}}")));
        StoreImport.from(directory).actor("b").strict().into(store);
        assertEquals(Map.of("x", "2", "y", "3"), Contents.of(store));
        StoreImport.from(directory).actor("a").into(store);
        assertEquals(Map.of("x", "1", "y", "3"), Contents.of(store));
    }

    @Test
    @Tag("S3.05")
    void recordsCountInTheOrderOfTheirNumbersWhereverTheyStand() {
        segment(directory, 1, put(4, "x", "4"), put(1, "x", "1"), put(-1, "y", "99"));
        segment(directory, 2, put(2, "x", "2"), put(3, "y", "3"), put(4, "x", "40"));
        imported();
        assertEquals(Map.of("x", "40", "y", "99"), Contents.of(store));
    }

    @Test
    void otherNamesAreNoSegments() throws IOException {
        segment(directory, 1, put(1, "x", "1"));
        for (String name :
                List.of("1.wal", "000000000000000A.wal", "0000000000000002.wal.bak", "00000000000000002.wal")) {
            file(directory.resolve("wal"), name, put(2, "y", "2"));
        }
        Files.createDirectory(directory.resolve("wal").resolve("0000000000000003.wal"));
        assertEquals(List.of("0000000000000001.wal"), all(segments(directory), "segments"));
    }

    @Test
    void aMissingLogIsNotAnEmptyOne() throws IOException {
        Findings findings = segments(directory);
        assertNotNull(findings.refusal());
        assertEquals("SEGMENTS_MISSING", findings.refusal().code());
        Files.createDirectory(directory.resolve("wal"));
        assertNull(segments(directory).refusal());
    }

    @Test
    void aSegmentThatChangesWhileItIsReadIsAnErrorAndNotAMixture() {
        segment(directory, 1, put(1, "x", "1"), put(2, "y", "2"));
        Findings findings = segments(directory);
        segment(directory, 1, put(1, "x", "1"), new byte[200]);
        assertThrows(LegacyReadException.class, () -> state(findings));
        segment(directory, 1, put(1, "x", "1"));
        assertThrows(LegacyReadException.class, () -> state(findings));
    }

    @Test
    void manyRecordsAreReadAgainInPiecesByTheirPlaces() {
        byte[][] records = new byte[20_000][];
        for (int i = 0; i < records.length; i++) {
            records[i] = put(i + 1, "k" + i % 7000, "\"" + i + "x".repeat(200) + "\"");
        }
        segment(directory, 1, records);
        Findings findings = segments(directory);
        assertEquals(20_000, all(findings, "entries").size());
        Map<?, ?> state = (Map<?, ?>) findings.fields().get("state");
        assertEquals(7000, state.size());
        for (Map.Entry<?, ?> entry : state.entrySet()) {
            int id = Integer.parseInt(entry.getKey().toString().substring(1));
            int last = id + (20_000 - 1 - id) / 7000 * 7000;
            assertTrue(entry.getValue().toString().contains("\"" + last + "x"), () -> entry.toString());
        }
    }
}
