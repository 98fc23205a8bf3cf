// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.ImportRefusedException;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.StoreImportReport;
import io.duramen.legacy.UnknownFormatException;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.legacy.families.LegacySource;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of an export: taken as they stand, or told where they do not stand as an export writes them. */
class StoreExportTest {
    private static final String A = "{\"key\":\"a\",\"value\":\"one\"}\n";
    private static final String B = "{\"key\":\"b\",\"valueBase64\":\"/w==\"}\n";
    private static final String C = "{\"keyBase64\":\"/wA=\",\"value\":\"\"}\n";

    @TempDir
    private Path directory;

    @Test
    @Tag("S1.02")
    void aFileAloneAndADirectoryWithItAreReadAlike() throws IOException {
        Path file = write(A, B, C);
        Files.writeString(directory.resolve("notes.txt"), "beside it");

        for (Path source : List.of(file, directory)) {
            ImportFindings found = StoreImport.from(source).examine();
            assertEquals("store-export", found.format());
            assertEquals(List.of(), found.damage());
            try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
                StoreImportReport report = StoreImport.from(source).into(store);
                assertEquals(3, report.put());
                assertEquals("one", text(store.get(bytes("a"))));
                assertEquals(1, store.get(bytes("b")).length);
                assertEquals("", text(store.get(new byte[] {(byte) 0xFF, 0})));
                assertTrue(StoreImport.from(source).into(store).isNothingNew());
            }
        }
    }

    @Test
    @Tag("S1.02")
    void everyDamagedLineIsToldWithItsPlaceAndHidesNoOther() throws IOException {
        Path file = write(A, "{\"key\":\"aa\"}\n", "rubbish\n", B, "[]\n", C, "{\"key\":\"z");
        ImportFindings found = StoreImport.from(file).examine();

        assertEquals(
                List.of("2 missing_field", "3 not_json", "5 not_an_object", "7 torn_tail"),
                found.damage().stream()
                        .map(each -> each.line() + " " + each.reason())
                        .toList());
        assertEquals(A.length(), found.damage().get(0).offset());
        assertEquals("export.jsonl", found.damage().get(0).file());
        assertNull(found.refusal());
        assertEquals("EXPORT_DAMAGED", found.strictRefusal());
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            assertEquals(3, StoreImport.from(file).into(store).put());
            assertThrows(
                    ImportRefusedException.class,
                    () -> StoreImport.from(file).strict().into(store));
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"k\",\"value\":\"v\",\"more\":1} | unknown_field",
                "{\"key\":\"k\",\"keyBase64\":\"aw==\",\"value\":\"v\"} | unknown_field",
                "{\"key\":\"k\",\"value\":1} | wrong_type",
                "{\"keyBase64\":\"a\",\"value\":\"v\"} | not_base64",
                "{\"keyBase64\":\"ax==\",\"value\":\"v\"} | not_base64",
                "{\"key\":\"\",\"value\":\"v\"} | empty_key",
                "{\"key\":\"k\",\"value\":\"\\ud800\"} | not_text",
            })
    void whatNoExportWritesIsNoLineOfOne(String line, String reason) throws IOException {
        Path file = write(A, line + "\n");
        List<ImportDamage> damage =
                StoreImport.from(file).format("store-export").examine().damage();
        assertEquals(List.of(reason), damage.stream().map(ImportDamage::reason).toList());
    }

    @Test
    void linesOutOfOrderOrTwiceAreRefusedBeforeAnythingIsWritten() throws IOException {
        for (List<String> lines : List.of(List.of(B, A), List.of(A, A), List.of(A, C, B))) {
            Path file = write(lines.toArray(String[]::new));
            ImportFindings found = StoreImport.from(file).examine();
            assertEquals("EXPORT_OUT_OF_ORDER", found.refusal());
            assertFalse(Fixtures.json(Fixtures.report(found)).get("in_order").booleanValue());
            try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
                assertThrows(
                        ImportRefusedException.class,
                        () -> StoreImport.from(file).into(store));
                assertEquals(0, store.size());
            }
        }
    }

    @Test
    void anotherFileInItsPlaceIsNoticed() throws IOException {
        Path file = write(A, B, C);
        ImportFindings found = StoreImport.from(file).examine();
        Files.writeString(file, A);
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            assertThrows(LegacyReadException.class, () -> StoreImport.from(file).into(store, found));
            assertEquals(Map.of(), Contents.of(store));
        }
    }

    @Test
    void whichFileIsMeantMustBeClear() throws IOException {
        write(A);
        Files.writeString(directory.resolve("other.jsonl"), A);
        assertThrows(
                UnknownFormatException.class, () -> StoreImport.from(directory).examine());
        ImportFindings found =
                StoreImport.from(directory).format("store-export").examine();
        assertEquals("EXPORT_MISSING", found.refusal());
        assertFalse(new StoreExportFamily().recognises(LegacySource.at(directory.resolve("nothing"))));
    }

    @Test
    void anExportOfNothingIsNamedToBeImported() throws IOException {
        Path file = write();
        ImportFindings found = StoreImport.from(file).format("store-export").examine();
        assertNull(found.strictRefusal());
        assertTrue(Fixtures.json(Fixtures.report(found)).get("healthy").booleanValue());
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("export.jsonl"), String.join("", lines));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
