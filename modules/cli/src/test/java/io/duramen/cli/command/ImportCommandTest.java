// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String BAD_LINES = """
            {"id":"a","n":1}
            {"id":"b"
            [1,2]

            {"name":"c"}
            {"id":{"x":1}}
            {"id":"d","n": 1.50}
            """;

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;
    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        store = temp.resolve("store");
        file = Files.writeString(temp.resolve("bad.jsonl"), BAD_LINES);
    }

    @Test
    void aBadLineStopsTheImportWithItsNumberAndNothingBeforeItIsLost() {
        assertEquals(ExitCode.FAILED, shell.run("import", file, store, "--key", "id", "--create", "--unsealed"));

        List<String> said = shell.err().lines().toList();
        assertTrue(said.contains("  code      IMPORT_BAD_LINE"), shell.err());
        assertTrue(shell.err().contains("error: " + file + ", line 2: not JSON at column "), shell.err());
        assertTrue(shell.err().contains("  hint      what was imported before it is safe; "), shell.err());
        assertEquals(0, shell.run("get", "a", store), shell.err());
        assertEquals("{\"id\":\"a\",\"n\":1}", shell.out());
    }

    @Test
    void skippedLinesAreToldAndCountedAndTheRestGoesOn() {
        assertEquals(
                0,
                shell.run("import", file, store, "--key", "id", "--create", "--unsealed", "--skip-bad", "--json"),
                shell.err());

        assertEquals(2, shell.json().get("imported").intValue());
        assertEquals(4, shell.json().get("bad").intValue());
        List<String> told =
                shell.err().lines().filter(line -> line.startsWith("skipped:")).toList();
        assertEquals(4, told.size(), shell.err());
        assertTrue(told.get(0).startsWith("skipped: " + file + ", line 2: not JSON at column "), told.get(0));
        assertEquals("skipped: " + file + ", line 3: not a JSON object, but an array", told.get(1));
        assertEquals("skipped: " + file + ", line 5: there is no field \"id\"", told.get(2));
        assertEquals("skipped: " + file + ", line 6: field \"id\" is an object, not text or a number", told.get(3));
        shell.run("get", "d", store);
        assertEquals("{\"id\":\"d\",\"n\": 1.50}", shell.out());
    }

    @Test
    void importingAgainChangesNothing() {
        shell.run("import", file, store, "--key", "id", "--create", "--unsealed", "--skip-bad", "--json");
        String root = shell.json().get("root").stringValue();

        assertEquals(0, shell.run("import", file, store, "--key", "id", "--skip-bad", "--json"), shell.err());
        assertEquals(0, shell.json().get("imported").intValue());
        assertEquals(2, shell.json().get("unchanged").intValue());
        assertEquals(root, shell.json().get("root").stringValue());
        assertEquals(2, shell.json().get("lsn").intValue());
    }

    @Test
    void standardInputIsImportedToo() {
        shell.run("init", "--unsealed", store);

        assertEquals(0, shell.reading("{\"id\":1}\n{\"id\":2}").run("import", "-", store, "--key", "id", "--json"));
        assertEquals(2, shell.json().get("keys").intValue());
    }

    @Test
    void aFileThatIsNotThereIsToldBeforeAnythingIsMade() {
        assertEquals(
                ExitCode.FAILED,
                shell.run("import", temp.resolve("none"), store, "--key", "id", "--create", "--unsealed"));
        assertTrue(
                shell.err().contains("cannot read " + temp.resolve("none") + ": there is no such file"), shell.err());
        assertTrue(Files.notExists(store));
    }

    @Test
    void progressIsToldInTenths() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 10; i < 60; i++) {
            many.append("{\"id\":").append(i).append("}\n");
        }
        shell.run("init", "--unsealed", store);
        Path good = temp.resolve("good.jsonl");
        Files.writeString(good, many);

        assertEquals(0, shell.run("import", good, store, "--key", "id"), shell.err());
        assertEquals(
                10,
                shell.err()
                        .lines()
                        .filter(line -> line.startsWith("importing: "))
                        .count(),
                shell.err());
        assertTrue(shell.err().contains("importing: 50 % (250 B of 500 B)"), shell.err());
    }
}
