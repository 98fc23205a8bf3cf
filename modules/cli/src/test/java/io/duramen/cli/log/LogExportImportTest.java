// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.command.Tree;
import io.duramen.cli.terminal.Json;
import io.duramen.legacy.JsonLinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogExportImportTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path log;
    private Path file;
    private Path copy;

    @BeforeEach
    void makeALog() {
        log = Logs.orders(temp.resolve("orders"));
        file = temp.resolve("orders.jsonl");
        copy = temp.resolve("copy");
    }

    private String digest(Path of) {
        assertEquals(0, shell.run("log", "replay", "--validate", "--json", of), shell.err());
        return shell.json().get("digest").stringValue();
    }

    @Test
    @Tag("S1.02")
    void whatIsExportedIsImportedAsAnEqualLog() throws IOException {
        assertEquals(0, shell.run("log", "export", file, log), shell.err());
        assertTrue(shell.out().startsWith("exported 6 records ("), shell.out());
        Files.readAllLines(file).forEach(Json::parse);
        assertEquals(0, shell.run("log", "import", file, "--create", "--unsealed", copy, "--json"), shell.err());
        assertEquals(6, shell.json().get("imported").intValue());

        assertEquals(digest(log), digest(copy));
        assertEquals(0, shell.run("log", "import", file, "--resume", copy, "--json"), shell.err());
        assertEquals(6, shell.json().get("present").intValue());
        assertEquals(0, shell.json().get("imported").intValue());
    }

    @Test
    void standardOutputHoldsTheLinesAndNothingElse() {
        assertEquals(0, shell.run("log", "export", "-", log), shell.err());
        assertTrue(shell.out().lines().count() >= 6);
        shell.out().lines().forEach(Json::parse);
        assertEquals("", shell.err());
    }

    @Test
    void anImportRefusesWhatIsNotEmptyNotALogOrNotAWholeFile() throws IOException {
        assertEquals(0, shell.run("log", "export", file, log), shell.err());
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        var before = Tree.of(store);

        assertEquals(ExitCode.FAILED, shell.run("log", "import", file, log, "--json"));
        assertEquals("TARGET_NOT_EMPTY", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("log", "import", file, store, "--json"));
        assertEquals("NOT_A_LOG", shell.error().get("code").stringValue());
        assertEquals(before, Tree.of(store));
        assertEquals(ExitCode.FAILED, shell.run("log", "import", temp.resolve("no"), "--create", copy, "--json"));
        assertEquals("IMPORT_FILE", shell.error().get("code").stringValue());
        assertTrue(Files.notExists(copy));
        assertEquals(ExitCode.USAGE, shell.run("log", "import", file, "--unsealed", copy));
    }

    @Test
    void anExportRefusesAnExistingFileAndADamagedLog() throws IOException {
        Files.writeString(file, "mine");
        assertEquals(ExitCode.FAILED, shell.run("log", "export", file, log));
        assertEquals("mine", Files.readString(file));

        Logs.damage(Logs.segment(log, 1), "plums");
        assertEquals(ExitCode.DAMAGE, shell.run("log", "export", temp.resolve("new.jsonl"), log, "--json"));
        assertEquals("LOG_CORRUPT", shell.error().get("code").stringValue());
        assertTrue(Files.notExists(temp.resolve("new.jsonl")));
        assertEquals(
                ExitCode.FAILED, shell.run("log", "export", "--plain", "-", Logs.orders(temp.resolve("o")), "--json"));
        assertEquals("NO_PLAIN_FORM", shell.error().get("code").stringValue());
    }

    @Test
    void aSealedCopyAsksForAPassword() {
        assertEquals(0, shell.run("log", "export", file, log), shell.err());
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("log", "import", file, "--create", copy), owner.err());
        assertEquals(ExitCode.REFUSED, shell.run("log", "dump", copy));
        assertEquals(0, owner.run("log", "dump", copy), owner.err());
        assertEquals(6, owner.out().lines().count());
    }

    /** An export may itself be the log of the json-lines backend, which the verbs open as such. */
    @Test
    @Tag("S1.02")
    void aLogOfLinesIsLookedAtLikeAnyOther() throws IOException {
        Path lines = temp.resolve("lines");
        Files.createDirectories(lines.resolve("wal"));
        assertEquals(0, shell.run("log", "export", lines.resolve("wal").resolve("wal.log"), log), shell.err());

        assertEquals(0, shell.run("log", "verify", lines), shell.err());
        assertTrue(shell.out().contains("  records             1 to 6\n"), shell.out());
        assertEquals(digest(log), digest(lines));
        assertEquals(0, shell.run("log", "stat", lines), shell.err());
        assertEquals(0, shell.run("log", "dump", "--actor", "bob", lines), shell.err());
        assertEquals(2, shell.out().lines().count());
        assertEquals(ExitCode.FAILED, shell.run("log", "salvage", "--out", copy, lines, "--json"));
        assertEquals("NOT_SEGMENTED", shell.error().get("code").stringValue());
    }

    @Test
    @Tag("S3.32")
    void aLogOfLinesIsCompactedLineByLine() {
        Path lines = temp.resolve("lines");
        try (JsonLinesLog made = JsonLinesLog.create(lines, Logs.options().build())) {
            for (int n = 1; n <= 20; n++) {
                made.append(Logs.bytes("record " + n));
            }
            made.checkpoint(11);
        }

        assertEquals(0, shell.run("log", "replay", "--validate", "--json", lines), shell.err());
        assertEquals(11, shell.json().get("firstLsn").intValue());
        assertEquals(0, shell.run("log", "compact", "--dry-run", "--json", lines), shell.err());
        assertEquals(10, shell.json().get("records").intValue());
        assertEquals(0, shell.run("log", "compact", "--strategy", "keep=4", "--json", lines), shell.err());
        assertEquals(7, shell.json().get("firstLsn").intValue());
        assertEquals(0, shell.run("log", "verify", lines), shell.out());
        assertTrue(shell.out().contains("  records             7 to 20\n"), shell.out());
    }
}
