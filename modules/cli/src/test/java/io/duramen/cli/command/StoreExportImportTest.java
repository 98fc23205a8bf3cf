// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What {@code duramen export} writes, {@code duramen import --from store-export} makes an equal store of. */
class StoreExportImportTest {
    private static final Pattern SALT = Pattern.compile("\"salt\": \"([0-9a-f]{64})\"");
    private static final int KEYS = 100_000;
    private static final int KEYS_A_COMMIT = 2_000;

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;
    private Path copy;
    private Path file;

    @BeforeEach
    void nameThem() {
        store = temp.resolve("store");
        copy = temp.resolve("copy");
        file = temp.resolve("export.jsonl");
    }

    @Test
    @Tag("S1.02")
    void bytesTextAndLargeValuesComeBackAsTheyWere(TestReporter reporter) {
        long seed = Long.getLong("duramen.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        try (StateStore original = StateStore.create(store, LegacyImport.OPTIONS)) {
            put(original, utf8("plain"), utf8("text"));
            put(original, utf8("empty"), new byte[0]);
            put(
                    original,
                    utf8("\u00e9\u4e2d\ud83d\ude00"),
                    utf8("\u202e right to left, \u0000 \u0007 \u001b[31m \u2028 \r\n \" \\ \u007f"));
            put(original, new byte[] {0}, new byte[] {(byte) 0xC0, (byte) 0x80});
            put(original, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, utf8("half a pair is no text"));
            put(original, utf8("{\"key\":\"x\"}"), utf8("{\"value\": 1.50}"));
            put(original, utf8("large text"), utf8("0123456789abcdef".repeat(200_000)));
            put(original, utf8("large bytes"), randomBytes(random, 5 << 20));
            put(original, randomBytes(random, StateStore.MAX_KEY_BYTES), utf8("the longest key"));
            for (int i = 0; i < 500; i++) {
                put(original, randomBytes(random, 1 + random.nextInt(40)), randomBytes(random, random.nextInt(200)));
            }
        }
        roundTrip();
    }

    @Test
    @Tag("S1.02")
    void aHundredThousandKeysComeBackAndAnImportCutOffGoesOn() throws IOException {
        try (StateStore original = StateStore.create(store, StoreOptions.defaults())) {
            for (int from = 0; from < KEYS; from += KEYS_A_COMMIT) {
                int first = from;
                original.commit(tx -> {
                    for (int n = first; n < first + KEYS_A_COMMIT; n++) {
                        tx.put(utf8("key-" + n * 7919L % KEYS), utf8("value " + n));
                    }
                });
            }
        }
        assertEquals(0, shell.run("export", file, store), shell.err());
        List<String> lines = Files.readAllLines(file);
        Path half = Files.writeString(temp.resolve("half.jsonl"), String.join("\n", lines.subList(0, KEYS / 2)) + "\n");
        assertEquals(
                ExitCode.DAMAGE,
                shell.run("import", "--from", "store-export", half, copy, "--create", "--unsealed"),
                shell.err());
        assertTrue(shell.err().contains("EXPORT_UNFINISHED"), shell.err());
        assertTrue(shell.err().contains("expected  an end mark behind the lines"), shell.err());
        assertTrue(Files.notExists(copy));
        assertEquals(
                0,
                shell.run("import", "--from", "store-export", half, copy, "--create", "--unsealed", "--accept-partial"),
                shell.err());
        assertTrue(shell.out().contains("50000 keys and no end mark"), shell.out());
        Files.delete(file);

        assertEquals(0, shell.run("export", file, store), shell.err());
        assertEquals(0, shell.run("import", "--from", "store-export", file, copy), shell.err());
        assertTrue(shell.out().contains("imported 50,000 keys, all durable, 50,000 there already"), shell.out());
        requireEqual();
    }

    @Test
    @Tag("S1.02")
    void aDryRunSaysWhatIsThereAndDamageIsToldByItsPlace() throws IOException {
        try (StateStore original = StateStore.create(store, StoreOptions.defaults())) {
            put(original, utf8("a"), utf8("one"));
            put(original, utf8("b"), utf8("two"));
        }
        assertEquals(0, shell.run("export", file, store), shell.err());
        Files.writeString(file, Files.readString(file).replace("\"value\":\"two\"", "\"valu\":\"two\""));

        assertEquals(ExitCode.DAMAGE, shell.run("import", "--from", "auto", file, "--dry-run", "--json"));
        assertEquals("store-export", shell.json().get("format").stringValue());
        assertEquals(2, shell.json().at("/skipped/0/line").intValue());
        assertEquals("missing_field", shell.json().at("/skipped/0/reason").stringValue());
        assertEquals("EXPORT_DAMAGED", shell.json().get("partial").stringValue());
        assertEquals(2, shell.json().at("/end/keys").intValue());
        assertEquals(0, shell.run("import", "--from", "auto", file, "--dry-run", "--accept-partial"), shell.err());
        for (String strictly : List.of("--json", "--strict")) {
            assertEquals(
                    ExitCode.DAMAGE,
                    shell.run("import", "--from", "store-export", file, copy, "--create", "--unsealed", strictly));
            assertTrue(Files.notExists(copy));
        }
    }

    @Test
    @Tag("S1.02")
    void theLastLineSaysWhatTheReportSays() throws IOException {
        try (StateStore original = StateStore.create(store, StoreOptions.defaults())) {
            put(original, utf8("caf\u00e9"), utf8("\ud83d\ude00"));
            put(original, new byte[] {(byte) 0xFF}, utf8("two"));
        }
        assertEquals(0, shell.run("export", file, store, "--json"), shell.err());
        String said = shell.out().strip();
        List<String> lines = Files.readAllLines(file);
        String end = lines.get(lines.size() - 1);
        assertTrue(end.startsWith("{\"end\":{\"format\":1,\"keys\":2,\"complete\":true,\"lsn\":2,"), end);
        assertTrue(said.endsWith(end.substring(end.indexOf("\"keys\""), end.length() - 1)), said);

        assertEquals(0, shell.run("export", "-", store), shell.err());
        assertEquals(Files.readString(file), shell.out());
    }

    @Test
    @Tag("S1.78")
    void theFormatPageShowsWhatIsWritten() throws IOException {
        try (StateStore original = StateStore.create(store, StoreOptions.defaults())) {
            put(original, utf8("caf\u00e9"), utf8("{\"price\": 1.50}"));
            put(original, utf8("empty"), new byte[0]);
            put(original, new byte[] {(byte) 0xFF, 0}, new byte[] {(byte) 0x80});
        }
        assertEquals(0, shell.run("export", "-", store), shell.err());
        String page = Files.readString(Path.of("..", "..", "docs", "formats", "store-export.md"));
        String shown = page.replaceFirst("(?s).*```store-export\n(.*?)```\n", "$1");
        assertEquals(shown, shell.out().replaceFirst("\"root\":\"[0-9a-f]+", "\"root\":\"" + "0".repeat(64)));
        Files.writeString(file, shown);
        assertEquals(
                0, shell.run("import", "--from", "store-export", file, copy, "--create", "--unsealed"), shell.err());
    }

    @Test
    @Tag("S1.50")
    void whatMayOnlyBeMissingIsNotDeleted() throws IOException {
        Files.writeString(file, "{\"key\":\"a\",\"value\":\"one\"}\n");
        assertEquals(
                ExitCode.USAGE,
                shell.run("import", "--from", "store-export", file, copy, "--create", "--exact", "--accept-partial"));
        assertTrue(shell.err().contains("may only be missing"), shell.err());
        assertTrue(Files.notExists(copy));
    }

    @Test
    void exactMakesTheStoreHoldNothingElse() {
        try (StateStore original = StateStore.create(store, StoreOptions.defaults())) {
            put(original, utf8("a"), utf8("one"));
        }
        try (StateStore other = StateStore.create(copy, StoreOptions.defaults())) {
            put(other, utf8("b"), utf8("two"));
        }
        assertEquals(0, shell.run("export", file, store), shell.err());
        assertEquals(0, shell.run("import", "--from", "store-export", file, copy, "--exact"), shell.err());
        requireEqual();
    }

    private void roundTrip() {
        assertEquals(0, shell.run("export", file, store), shell.err());
        assertEquals(
                0, shell.run("import", "--from", "store-export", file, copy, "--create", "--unsealed"), shell.err());
        requireEqual();
        Path again = temp.resolve("again.jsonl");
        assertEquals(0, shell.run("export", again, copy), shell.err());
        List<String> lines = lines(file);
        assertEquals(lines, lines(again));
        assertEquals(sha256(file), sha256(again));
    }

    /** Without the end mark, whose root and record are the store's own. */
    private static List<String> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.subList(0, lines.size() - 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(Path file) {
        try {
            String all = Files.readString(file);
            return all.substring(all.lastIndexOf("\"sha256\""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Roots differ by the salts alone: under the original's salt the copy has the original's root. */
    private void requireEqual() {
        try (StateStore original = StateStore.open(store, LegacyImport.OPTIONS);
                StateStore imported = StateStore.open(copy, LegacyImport.OPTIONS)) {
            assertEquals(original.size(), imported.size());
            Iterator<MerkleEntry> found = imported.snapshot().entries().iterator();
            for (MerkleEntry expected : original.snapshot().entries()) {
                MerkleEntry entry = found.next();
                assertArrayEquals(expected.key(), entry.key());
                assertArrayEquals(expected.value(), entry.value());
            }
            assertNotEquals(original.root(), imported.root());
            assertEquals(original.root(), rootUnder(salt(original), imported.snapshot()));
        }
    }

    private static byte[] salt(StateStore store) {
        Matcher salt = SALT.matcher(store.snapshot().prove(utf8("a")).toJson());
        assertTrue(salt.find());
        return HexFormat.of().parseHex(salt.group(1));
    }

    private static Root rootUnder(byte[] salt, StateView view) {
        RootBuilder builder = new RootBuilder(salt);
        view.entries().forEach(entry -> builder.add(entry.key(), entry.value()));
        return builder.root();
    }

    private static void put(StateStore store, byte[] key, byte[] value) {
        store.commit(tx -> tx.put(key, value));
    }

    private static byte[] randomBytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
