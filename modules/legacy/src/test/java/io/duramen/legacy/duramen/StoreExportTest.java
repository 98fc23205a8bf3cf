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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

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
        Path file = whole(A, B, C);
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
        assertEquals("EXPORT_UNFINISHED", found.refusal());
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            assertEquals("EXPORT_UNFINISHED", refused(StoreImport.from(file), store));
            assertEquals(
                    "EXPORT_DAMAGED",
                    refused(StoreImport.from(file).acceptPartial().strict(), store));
            assertEquals(0, store.size());
            assertEquals(3, StoreImport.from(file).acceptPartial().into(store).put());
        }
    }

    @Test
    @Tag("S1.02")
    void aFileCutAnywhereIsRefusedAndOnlyByNameTaken() throws IOException {
        Path file = whole(A, B, C);
        byte[] all = Files.readAllBytes(file);
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            for (int length = 0; length < all.length - 1; length++) { // the mark's line feed may be missing
                Files.write(file, Arrays.copyOf(all, length));
                String cut = "cut to " + length + " bytes";
                assertEquals("EXPORT_UNFINISHED", refused(wanted(file), store), cut);
                ImportFindings found = wanted(file).acceptPartial().examine();
                JsonNode report = Fixtures.json(Fixtures.report(found));
                assertEquals("EXPORT_UNFINISHED", report.get("partial").stringValue(), cut);
                assertEquals(keysWithin(length), report.get("keys").longValue(), cut);
                assertFalse(report.get("healthy").booleanValue(), cut);
            }
            assertEquals(0, store.size());
            Files.writeString(file, A + B);
            assertEquals(2, wanted(file).acceptPartial().into(store).put());
        }
    }

    @Test
    @Tag("S1.02")
    void anErrorSaysWhatIsWhereWhatWasExpectedAndWhatToDo() throws IOException {
        Path file = write(A, B);
        ImportRefusedException refused = assertThrows(
                ImportRefusedException.class,
                () -> StoreImport.from(file).check(StoreImport.from(file).examine()));
        assertEquals("EXPORT_UNFINISHED", refused.code());
        assertEquals(file.toRealPath().toString(), refused.details().get("file"));
        assertEquals("an end mark behind the lines", refused.details().get("expected"));
        assertEquals(
                "2 keys and no end mark: it was cut off, or written before there were end marks",
                refused.details().get("found"));
        assertTrue(String.valueOf(refused.hint()).contains("--accept-partial"), refused::hint);
    }

    @Test
    @Tag("S1.02")
    void whatIsNotWhatItsEndMarkSaysIsRefused() throws IOException {
        String mark = mark(true, A, B, C);
        Map<List<String>, String> wrong = Map.of(
                List.of(A, C, mark), "2 keys",
                List.of(A, B, "{\"key\":\"c\",\"value\":\"\"}\n", C, mark), "4 keys",
                List.of(A.replace("one", "two"), B, C, mark), "lines of " + sha256(A.replace("one", "two") + B + C),
                List.of(A, "{}\n", B, C, mark), "missing_field in line 2",
                List.of(A, B, C, mark, "{\"key\":\"\u00ff\",\"value\":\"\"}\n"), "behind_end in line 5",
                List.of(A, B, C, mark, mark), "behind_end in line 5");
        for (Map.Entry<List<String>, String> each : wrong.entrySet()) {
            Path file = write(each.getKey().toArray(String[]::new));
            try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
                ImportRefusedException refused = assertThrows(
                        ImportRefusedException.class,
                        () -> StoreImport.from(file).into(store));
                assertEquals("EXPORT_DAMAGED", refused.code());
                assertEquals(each.getValue(), refused.details().get("found"));
                assertEquals(0, store.size());
                assertEquals(
                        "EXPORT_DAMAGED",
                        refused(StoreImport.from(file).acceptPartial().strict(), store));
                assertTrue(StoreImport.from(file).acceptPartial().into(store).put() >= 2);
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":1 | \"format\":2 | unknown_format",
                "\"format\":1, | '' | missing_field",
                "\"lsn\":7 | \"lsn\":7,\"more\":1 | unknown_field",
                "}} | },\"more\":1} | unknown_field",
                "\"complete\":true | \"complete\":1 | wrong_type",
                "\"complete\":true, | '' | missing_field",
            })
    void aMarkThatIsNotUnderstoodIsNone(String part, String instead, String reason) throws IOException {
        Path file = write(A, mark(true, A).replace(part, instead));
        ImportFindings found = StoreImport.from(file).examine();
        assertEquals("EXPORT_UNFINISHED", found.refusal());
        assertEquals(
                List.of("2 " + reason),
                found.damage().stream()
                        .map(each -> each.line() + " " + each.reason())
                        .toList());
    }

    @Test
    @Tag("S1.50")
    void whatWasLeftOfADamagedStoreIsTakenByNameOnly() throws IOException {
        Path file = write(A, B, mark(false, A, B));
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            assertEquals("EXPORT_INCOMPLETE", refused(StoreImport.from(file), store));
            assertEquals("EXPORT_INCOMPLETE", refused(StoreImport.from(file).strict(), store));
            assertEquals(0, store.size());
            StoreImport wanted = StoreImport.from(file).acceptPartial().strict();
            ImportFindings found = wanted.examine();
            assertTrue(
                    found.summary().contains("what could be verified of a damaged one, up to record 7"),
                    found::summary);
            assertEquals(2, wanted.into(store, found).put());
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
        Path file = whole(A, B, C);
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
    void anExportOfNothingIsOneToo() throws IOException {
        Path file = whole();
        ImportFindings found = StoreImport.from(file).examine();
        assertNull(found.strictRefusal());
        assertTrue(Fixtures.json(Fixtures.report(found)).get("healthy").booleanValue());
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("export.jsonl"), String.join("", lines));
    }

    private Path whole(String... lines) throws IOException {
        return write(String.join("", lines), mark(true, lines));
    }

    private static String mark(boolean complete, String... lines) {
        return "{\"end\":{\"format\":1,\"keys\":" + lines.length + ",\"complete\":" + complete
                + ",\"lsn\":7,\"root\":\"" + "00".repeat(32) + "\",\"sha256\":\"" + sha256(String.join("", lines))
                + "\"}}\n";
    }

    private static String sha256(String lines) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(lines)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static StoreImport wanted(Path file) {
        return StoreImport.from(file).format("store-export");
    }

    private static String refused(StoreImport wanted, StateStore store) {
        return assertThrows(ImportRefusedException.class, () -> wanted.into(store))
                .code();
    }

    /** How many keys are in the first so many bytes: a line counts without its line feed, too. */
    private static long keysWithin(int length) {
        return Stream.of(A, A + B, A + B + C)
                .filter(lines -> length >= lines.length() - 1)
                .count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
