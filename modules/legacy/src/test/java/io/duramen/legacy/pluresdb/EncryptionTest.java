// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.ImportRefusedException;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What PluresDB encrypted is read with its password, and nothing of its secrets is told. */
class EncryptionTest {
    private static final List<String> SECRETS = List.of("password", "wrong_password", "derived_key_hex");

    @TempDir
    private Path source;

    private static StoreImport from(Path directory, String password) {
        return at(directory).format("encryption").password(password::toCharArray);
    }

    private static StoreImport at(Path directory) {
        return StoreImport.from(directory).keyDerivation(new Argon2());
    }

    @Test
    @Tag("S3.17")
    @Tag("S3.46")
    @Tag("S3.51")
    void theReportHasExactlyTheExpectedFieldsAndTheValuesOfAllThatAreNoSecrets() throws IOException {
        Path fixture = Fixtures.at("pluresdb/encrypted");
        JsonNode expected = Fixtures.expected(fixture);
        String report;
        try (ImportFindings found =
                from(fixture, expected.get("password").stringValue()).examine()) {
            report = Fixtures.report(found);
        }
        JsonNode told = Fixtures.json(report);
        assertEquals(List.copyOf(expected.propertyNames()), List.copyOf(told.propertyNames()));
        for (String secret : SECRETS) {
            assertTrue(told.get(secret).isNull(), secret);
            assertFalse(report.contains(expected.get(secret).stringValue()), secret);
            ((ObjectNode) expected).putNull(secret);
        }
        ((ObjectNode) expected).remove("summary");
        assertTrue(((ObjectNode) told).remove("summary").isString());
        assertEquals(expected, told);
    }

    @Test
    @Tag("S3.17")
    void theKeyIsTheOneThatPluresDbDerived() throws IOException {
        JsonNode expected = Fixtures.expected(Fixtures.at("pluresdb/encrypted"));
        byte[] password = expected.get("password").stringValue().getBytes(StandardCharsets.UTF_8);

        byte[] key = BlobKey.derive(new Argon2(), password, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                expected.get("derived_key_hex").stringValue(), HexFormat.of().formatHex(key));
    }

    @Test
    @Tag("S3.46")
    void itIsRecognisedByItsNames() {
        assertEquals(
                "encryption",
                at(Fixtures.at("pluresdb/encrypted"))
                        .password("hunter2"::toCharArray)
                        .examine()
                        .format());
    }

    @Test
    @Tag("S3.46")
    @Tag("S3.47")
    void everyBlobBecomesAValueUnderItsNameAndASecondImportWritesNothing() throws IOException {
        SealedBlobs blobs = new SealedBlobs(source);
        byte[] binary = {0, -1, 7, '\n', -128};
        blobs.seal("b", "two");
        blobs.seal("deep/er/a.bin", binary);
        blobs.seal("empty", "");
        Map<String, String> before = Fixtures.digests(source);
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            assertEquals(3, from(source, SealedBlobs.PASSWORD).into(store).put());
            assertEquals(
                    List.of("b", "deep/er/a.bin", "empty"),
                    List.copyOf(Contents.of(store).keySet()));
            assertArrayEquals(binary, store.get("deep/er/a.bin".getBytes(StandardCharsets.UTF_8)));
            assertArrayEquals(new byte[0], store.get("empty".getBytes(StandardCharsets.UTF_8)));
            blobs.seal("c", "three");
            assertEquals(1, from(source, SealedBlobs.PASSWORD).into(store).put());
            assertTrue(from(source, SealedBlobs.PASSWORD).into(store).isNothingNew());
        }
        Files.delete(source.resolve("c"));
        before.replaceAll((name, digest) -> name.isEmpty() ? "" : digest); // a name was added and taken away
        Map<String, String> after = Fixtures.digests(source);
        after.replaceAll((name, digest) -> name.isEmpty() ? "" : digest);
        assertEquals(before, after);
    }

    @Test
    @Tag("S3.17")
    void aWrongPasswordAndBlobsThatWereAllAlteredAreRefusedByOneErrorThatTellsNothing() throws IOException {
        SealedBlobs blobs = new SealedBlobs(source);
        Path only = blobs.seal("only", "content");
        String wrong = "l\u00f6sung 1";
        KeyRefusedException byKey = assertThrows(
                KeyRefusedException.class, () -> from(source, wrong).examine());
        flip(only, 14);
        KeyRefusedException byData = assertThrows(
                KeyRefusedException.class,
                () -> from(source, SealedBlobs.PASSWORD).examine());

        assertEquals(byKey.getMessage(), byData.getMessage());
        assertEquals(byKey.details(), byData.details());
        assertFalse((byKey.getMessage() + byKey.details() + byKey.hint()).contains(wrong));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"version\": 1, \"version\": 1}",
                "{\"version\": \"1\", \"kdf\": \"argon2id\", \"cipher\": \"aes-256-gcm\", \"salt\": \"%s\", \"revoked_devices\": []}",
                "{\"version\": 1, \"kdf\": \"argon2id\", \"cipher\": \"aes-256-gcm\", \"salt\": \"AA==\", \"revoked_devices\": []}",
                "{\"version\": 1, \"kdf\": \"argon2id\", \"cipher\": \"aes-256-gcm\", \"salt\": \"?\", \"revoked_devices\": []}",
                "{\"version\": 1, \"kdf\": \"argon2id\", \"cipher\": \"aes-256-gcm\", \"salt\": \"%s\", \"revoked_devices\": [1]}",
                "{\"version\": 1, \"kdf\": \"argon2id\", \"cipher\": \"aes-256-gcm\", \"salt\": \"%s\"}",
                "\u0000\ufeff"
            })
    void damagedMetadataIsRefusedBeforeAPasswordIsAskedFor(String json) throws IOException {
        new SealedBlobs(source).describe(json.replace("%s", "MDEyMzQ1Njc4OWFiY2RlZg=="));

        assertRefused("ENCRYPTION_FILE_CORRUPTED");
    }

    /** The format has one cost. Whoever writes another into the file must not make anybody allocate it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kdf\": \"argon2id\", \"memory_kib\": 4294967295",
                "\"kdf\": \"argon2id\", \"t_cost\": 1000000000",
                "\"kdf\": \"$argon2id$v=19$m=2147483647,t=16,p=1\"",
                "\"kdf\": \"scrypt\"",
                "\"kdf\": \"argon2id\", \"cipher\": \"aes-256-cbc\""
            })
    void anotherDerivationOrAHugeCostIsRefusedBeforeAPasswordIsAskedFor(String kdf) throws IOException {
        String cipher = kdf.contains("cipher") ? "" : "\"cipher\": \"aes-256-gcm\", ";
        new SealedBlobs(source)
                .describe("{\"version\": 1, " + cipher
                        + "\"salt\": \"MDEyMzQ1Njc4OWFiY2RlZg==\", \"revoked_devices\": [], " + kdf + "}");

        assertRefused("ENCRYPTION_UNKNOWN");
    }

    @Test
    void aLaterVersionAndMetadataOfAnySizeAreRefusedToo() throws IOException {
        SealedBlobs blobs = new SealedBlobs(source);
        blobs.describe(SealedBlobs.json().replace("\"version\": 1", "\"version\": 2"));
        assertRefused("ENCRYPTION_UNKNOWN");
        try (RandomAccessFile file =
                new RandomAccessFile(source.resolve("encryption.json").toFile(), "rw")) {
            file.setLength(1L << 33); // nobody could hold it
        }
        assertRefused("ENCRYPTION_FILE_CORRUPTED");
        Files.delete(source.resolve("encryption.json"));
        assertRefused("ENCRYPTION_FILE_MISSING");
    }

    private void assertRefused(String code) {
        StoreImport wanted = at(source).format("encryption").password(() -> {
            throw new AssertionError("asked for a password");
        });
        try (ImportFindings found = wanted.examine()) {
            assertEquals(code, found.refusal());
            assertEquals(code, Fixtures.json(Fixtures.report(found)) == null ? "" : found.strictRefusal());
            assertEquals(
                    code,
                    assertThrows(ImportRefusedException.class, () -> wanted.check(found))
                            .code());
            assertFalse(found.isEncrypted());
        }
    }

    @Test
    void withoutAPasswordItIsRefusedAndSaysSo() throws IOException {
        new SealedBlobs(source).seal("a", "1");
        try (ImportFindings found = StoreImport.from(source).examine()) {
            assertEquals("SOURCE_PASSWORD_MISSING", found.refusal());
        }
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.47")
    void everyFlippedByteOfABlobIsReportedWithItsPlaceAndTheOthersAreTaken() throws IOException {
        SealedBlobs blobs = new SealedBlobs(source);
        blobs.seal("good", "kept");
        Path bad = blobs.seal("sub/bad", "lost");
        byte[] intact = Files.readAllBytes(bad);
        for (int at : new int[] {0, 11, 12, 15, 16, intact.length - 1}) { // nonce, ciphertext, tag
            Files.write(bad, intact);
            flip(bad, at);
            try (ImportFindings found = from(source, SealedBlobs.PASSWORD).examine()) {
                assertEquals(List.of(new ImportDamage("sub/bad", 0, -1, "tampered")), found.damage());
                assertEquals("LEGACY_DAMAGED", found.strictRefusal());
                assertEquals(null, found.refusal());
                JsonNode report = Fixtures.json(Fixtures.report(found));
                assertEquals(
                        Base64.getEncoder().encodeToString("kept".getBytes(StandardCharsets.UTF_8)),
                        report.at("/blobs/0/plaintext_base64").stringValue());
                assertEquals("tampered", report.at("/blobs/1/error").stringValue());
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // no links there without a privilege
    void whatIsTooShortOrNoFileIsReportedAndWhatIsTooLargeRefusesTheWhole() throws IOException {
        SealedBlobs blobs = new SealedBlobs(source);
        blobs.seal("good", "kept");
        Files.write(source.resolve("none"), new byte[0]);
        Files.write(source.resolve("short"), new byte[27]);
        Files.createSymbolicLink(source.resolve("link"), source.resolve("good"));
        try (ImportFindings found = from(source, SealedBlobs.PASSWORD).examine()) {
            assertEquals(
                    List.of("link not_a_file", "none too_short", "short too_short"),
                    found.damage().stream()
                            .map(damage -> damage.file() + " " + damage.reason())
                            .toList());
        }
        try (RandomAccessFile file =
                new RandomAccessFile(source.resolve("large").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        try (ImportFindings found = from(source, SealedBlobs.PASSWORD).examine()) {
            assertEquals("VALUE_TOO_LARGE", found.refusal());
        }
    }

    @Test
    @Tag("S3.51")
    void thePasswordIsWipedAfterItsUseAndTheKeyByClosing() throws IOException {
        new SealedBlobs(source).seal("a", "1");
        char[] typed = SealedBlobs.PASSWORD.toCharArray();
        ImportFindings found = at(source).password(() -> typed).examine();
        assertArrayEquals(new char[typed.length], typed);
        assertTrue(found.isEncrypted());

        found.close();
        found.close();

        assertThrows(IllegalStateException.class, () -> Fixtures.report(found));
    }

    @Test
    void aBlobThatIsAlteredBetweenTwoReadingsIsToldAndNotTaken() throws IOException {
        Path blob = new SealedBlobs(source).seal("a", "1");
        try (ImportFindings found = from(source, SealedBlobs.PASSWORD).examine();
                StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            flip(blob, 13);
            assertThrows(LegacyReadException.class, () -> from(source, "unused").into(store, found));
            assertEquals(0, store.size());
        }
    }

    /** The list kept nobody out there; here it is told and decides nothing, because the keys of this store never were theirs. */
    @Test
    void revokedDevicesAreTold() throws IOException {
        new SealedBlobs(source).seal("a", "1");
        try (ImportFindings found = from(source, SealedBlobs.PASSWORD).examine()) {
            assertEquals(
                    "[\"lost\",\"sold\"]",
                    Fixtures.json(Fixtures.report(found)).get("revoked_devices").toString());
            assertTrue(found.summary().contains("2 devices revoked"), found.summary());
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] flipped = Arrays.copyOf(bytes, bytes.length);
        flipped[at] ^= 0x20;
        Files.write(file, flipped);
    }
}
