// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.ImportRefusedException;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.StoreImportReport;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Aethel left is found and imported as the fixtures say. */
class AethelFixturesTest {

    @ParameterizedTest
    @ValueSource(strings = {"old-format", "new-format", "mixed", "state-corrupted", "sovereign"})
    @Tag("S1.02")
    @Tag("S2.06")
    @Tag("S2.07")
    @Tag("S3.46")
    @Tag("S4.01")
    void theReportHasExactlyTheExpectedFields(String fixture) throws IOException {
        Fixtures.assertReportIsAsExpected(Fixtures.at("aethel/" + fixture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"old-format", "new-format", "mixed", "sovereign"})
    @Tag("S2.20")
    @Tag("S3.47")
    void anImportYieldsTheFinalStateAndLeavesTheSourceAlone(String fixture) throws IOException {
        Path source = Fixtures.at("aethel/" + fixture);
        Map<String, String> before = Fixtures.digests(source);
        JsonNode expected = Fixtures.expected(source).get("final_state");
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, StoreOptions.defaults())) {
            StoreImportReport report = StoreImport.from(source).into(store);

            assertEquals(expected, Contents.json(store));
            assertEquals(expected.size(), report.put());
            long lsn = store.lsn();
            StoreImportReport again = StoreImport.from(source).into(store);
            assertTrue(again.isNothingNew(), again::toString);
            assertEquals(lsn, store.lsn(), "nothing is written twice");
        }
        try (StateStore store = StateStore.open(disk, StoreOptions.defaults())) {
            assertEquals(expected, Contents.json(store));
        }
        assertEquals(before, Fixtures.digests(source));
    }

    @Test
    @Tag("S3.47")
    void aDirectoryWithoutAReadableStateIsRefusedAndNothingIsWritten() {
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            StoreImport wanted = StoreImport.from(Fixtures.at("aethel/state-corrupted"));
            ImportRefusedException refused = assertThrows(ImportRefusedException.class, () -> wanted.into(store));

            assertEquals("STATE_FILE_CORRUPTED", refused.code());
            assertTrue(String.valueOf(refused.details().get("file")).endsWith("state.json"), refused::getMessage);
            assertEquals(0, store.size());
            assertEquals(0, store.lsn());
        }
    }

    @Test
    @Tag("S2.07")
    void strictRefusesDamageInTheMiddleAndNotATornEnd() {
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            StoreImport mixed = StoreImport.from(Fixtures.at("aethel/mixed")).strict();
            assertEquals(
                    "WAL_FILE_CORRUPTED",
                    assertThrows(ImportRefusedException.class, () -> mixed.into(store))
                            .code());
            assertEquals(0, store.size());
            StoreImport.from(Fixtures.at("aethel/new-format")).strict().into(store);
            assertEquals(4, store.size());
        }
    }

    @Test
    void damageIsToldWithItsPlace() {
        ImportFindings found = StoreImport.from(Fixtures.at("aethel/mixed")).examine();

        assertEquals(List.of(new ImportDamage("wal/wal.log", 4, 205, "not_json")), found.damage());
        assertNull(found.refusal());
        assertEquals("WAL_FILE_CORRUPTED", found.strictRefusal());
    }
}
