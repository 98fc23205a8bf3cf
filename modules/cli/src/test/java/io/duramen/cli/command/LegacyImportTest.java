// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code duramen import --from}. */
class LegacyImportTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path source;
    private Path store;

    @BeforeEach
    void leaveADirectory() throws IOException {
        store = temp.resolve("store");
        source = temp.resolve("old");
        Files.createDirectories(source.resolve("wal"));
        Files.createDirectories(source.resolve("state"));
        Files.writeString(source.resolve("wal/wal.log"), """
                {"tx_id": "a", "changes": {"k": 1}, "timestamp": 1.5, "committed": true}
                {"op": "PREP
                {"op": "PREPARE", "tx_id": "b", "changes": {"k": 1.50}, "timestamp": 2}
                """);
        Files.writeString(source.resolve("state/state.json"), "{\n  \"k\": 1.50,\n  \"l\": [NaN]\n}");
    }

    @Test
    @Tag("S3.47")
    void aDirectoryIsImportedAndImportedAgainChangesNothing() throws IOException {
        Map<String, String> before = Tree.of(source);

        assertEquals(0, shell.run("import", "--from", "auto", source, store, "--create", "--unsealed"), shell.err());
        assertTrue(shell.out().contains("atomic-commit, of aethel"), shell.out());
        assertTrue(shell.out().contains("wal/wal.log, line 2, byte 73: not_json"), shell.out());
        assertTrue(shell.out().contains("imported 2 keys, all durable, 0 there already, 0 deleted"), shell.out());
        assertEquals(0, shell.run("get", "k", store), shell.err());
        assertEquals("1.50", shell.out());
        assertEquals(0, shell.run("import", "--from", "atomic-commit", source, store), shell.err());
        assertTrue(shell.out().contains("imported 0 keys, all durable, 2 there already, 0 deleted"), shell.out());
        assertEquals(before, Tree.of(source));
    }

    @Test
    @Tag("S3.47")
    void aDryRunSaysWhatIsThereAndNeedsNoStore() throws IOException {
        assertEquals(0, shell.run("import", "--from", "auto", source, "--dry-run", "--json"), shell.err());

        assertEquals(
                List.of(
                        "case",
                        "system",
                        "format",
                        "summary",
                        "files",
                        "entries",
                        "uncommitted_tx_ids",
                        "duplicate_commits",
                        "orphan_commits",
                        "aborts",
                        "duplicate_tx_ids",
                        "skipped",
                        "torn_tail",
                        "replayed_state",
                        "orphan_temp_files",
                        "in_doubt",
                        "state_file",
                        "final_state",
                        "strict_import"),
                List.copyOf(shell.json().propertyNames()));
        assertEquals("old", shell.json().get("case").stringValue());
        assertEquals("applied", shell.json().at("/in_doubt/0/resolution").stringValue());
        assertEquals("NaN", shell.json().at("/final_state/l/0/$nonfinite").stringValue());
        assertEquals(1, shell.out().lines().count());
        assertEquals(0, shell.run("import", "--from", "auto", source, store, "--dry-run"), shell.err());
        assertTrue(Files.notExists(store));
    }

    @Test
    void strictRefusesWithTheCodeAndMakesNoStore() {
        assertEquals(
                ExitCode.DAMAGE,
                shell.run("import", "--from", "auto", source, store, "--create", "--unsealed", "--strict", "--json"));
        assertEquals("WAL_FILE_CORRUPTED", shell.error().get("code").stringValue());
        assertEquals(
                "WAL_FILE_CORRUPTED",
                Json.parse(shell.out()).at("/strict_import/error").stringValue());
        assertTrue(Files.notExists(store));
        assertEquals(ExitCode.DAMAGE, shell.run("import", "--from", "auto", source, "--strict", "--dry-run"));
        assertTrue(shell.out().contains("REFUSED             WAL_FILE_CORRUPTED"), shell.out());
    }

    @Test
    void withoutItsStateADirectoryIsRefused() throws IOException {
        Files.delete(source.resolve("state/state.json"));

        assertEquals(ExitCode.DAMAGE, shell.run("import", "--from", "auto", source, store, "--create", "--unsealed"));
        assertTrue(shell.err().contains("  code      STATE_FILE_MISSING"), shell.err());
        assertTrue(Files.notExists(store));
    }

    @Test
    void whatCannotBeRecognisedIsAskedFor() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));

        assertEquals(ExitCode.FAILED, shell.run("import", "--from", "auto", empty, "--dry-run"));
        assertTrue(shell.err().contains("  code      FORMAT_NOT_RECOGNISED"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("import", "--from", "leveldb", source, "--dry-run"));
        assertTrue(shell.err().contains("known are atomic-commit, sovereign"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("import", "--from", "auto", temp.resolve("gone"), "--dry-run"));
        assertTrue(shell.err().contains("  code      IMPORT_SOURCE"), shell.err());
    }

    @Test
    void theOptionsOfLinesAndOfDirectoriesAreNotMixed() {
        assertEquals(ExitCode.USAGE, shell.run("import", "--from", "auto", source, store, "--key", "id"));
        assertEquals(ExitCode.USAGE, shell.run("import", source, store, "--key", "id", "--dry-run"));
        assertEquals(ExitCode.USAGE, shell.run("import", source, store));
        assertTrue(shell.err().contains("--key=FIELD"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("import", "--from", "auto", source));
        assertTrue(shell.err().contains("Missing required parameter: 'DIR'"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("import", "lines.jsonl", "--key", "id"));
    }
}
