// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiffCommandTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;
    private Path copy;

    @BeforeEach
    void makeAStoreAndACopyThatItLeavesBehind() throws IOException {
        store = temp.resolve("store");
        copy = temp.resolve("copy");
        fine("init", "--unsealed", store);
        fine("put", "same", "s", store);
        fine("put", "old", "1", store);
        fine("put", "other", "before", store);
        copyTree(store, copy);
        fine("delete", "--yes", "old", store);
        fine("put", "new", "2", store);
        fine("put", "other", "after", store);
        fine("put", "same", "s", store);
    }

    private void fine(Object... args) {
        assertEquals(0, shell.run(args), shell.err());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void whatWasAddedRemovedAndChangedIsShownInTheOrderOfTheKeys() {
        fine("diff", copy, store);

        List<String> lines = shell.out().lines().toList();
        assertTrue(lines.get(0).matches("  older +\\S*copy: 3 keys up to record 3, root [0-9a-f]{64}"), shell.out());
        assertTrue(lines.get(1).matches("  newer +\\S*store: 3 keys up to record 7, root [0-9a-f]{64}"), shell.out());
        assertEquals(
                List.of(
                        "+ \"new\" = \"2\"",
                        "- \"old\" = \"1\"",
                        "~ \"other\" = \"before\" -> \"after\"",
                        "1 added, 1 removed, 1 changed"),
                lines.subList(2, lines.size()));
    }

    @Test
    void machinesGetTheSameAsJson() {
        fine("diff", copy, store, "--json");

        JsonNode found = shell.json();
        assertFalse(found.get("equal").booleanValue());
        assertEquals(3, found.get("older").get("lsn").intValue());
        assertEquals(7, found.get("newer").get("lsn").intValue());
        assertEquals(1, found.get("added").intValue());
        assertEquals(1, found.get("removed").intValue());
        assertEquals(1, found.get("changed").intValue());
        JsonNode changed = found.get("changes").get(2);
        assertEquals("changed", changed.get("kind").stringValue());
        assertEquals("other", changed.get("key").stringValue());
        assertEquals("before", changed.get("before").stringValue());
        assertEquals("after", changed.get("after").stringValue());
        assertNull(found.get("changes").get(0).get("before"));
    }

    @Test
    void aStoreThatShowsNoDifferenceSaysSo() {
        fine("diff", store, store);
        assertTrue(shell.out().endsWith("no key differs\n"), shell.out());

        fine("diff", store, store, "--json");
        assertTrue(shell.json().get("equal").booleanValue());
        assertEquals(0, shell.json().get("changes").size());
    }

    @Test
    void storesThatHaveNothingInCommonAreComparedKeyByKey() {
        Path another = temp.resolve("another");
        fine("init", "--unsealed", another);
        fine("put", "other", "after", another);
        fine("put", "zz", "", another);
        fine("diff", another, store, "--keys-only");

        List<String> lines = shell.out().lines().toList();
        assertEquals(
                List.of("+ \"new\"", "+ \"same\"", "- \"zz\"", "2 added, 1 removed, 0 changed"),
                lines.subList(2, lines.size()));
    }

    @Test
    void aPrefixLeavesOutAllOtherKeys() {
        fine("diff", copy, store, "--prefix", "o", "--json");

        assertEquals(0, shell.json().get("added").intValue());
        assertEquals(2, shell.json().get("changes").size());
        assertEquals(1, shell.run("diff", copy, store, "--prefix", ""));
    }

    @Test
    void longAndBinaryValuesDoNotFloodTheTerminalAndNoneMovesItsCursor() throws IOException {
        fine("put", "long", "x".repeat(5000), store);
        fine("put", "new", "\u001b[2K\n", store);
        fine("diff", copy, store, "--prefix", "long");
        assertTrue(shell.out().contains("+ \"long\" = 5,000 bytes\n"), shell.out());

        fine("diff", copy, store, "--prefix", "new");
        assertTrue(shell.out().contains("+ \"new\" = \"\\u001b[2K\\n\"\n"), shell.out());
    }

    @Test
    void sealedStoresAreOpenedWithTheirPassword() {
        Path sealed = temp.resolve("sealed");
        Shell keyed = new Shell().with("DURAMEN_PASSWORD", "correct horse");
        assertEquals(0, keyed.run("init", sealed), keyed.err());
        assertEquals(0, keyed.run("put", "same", "s", sealed), keyed.err());
        assertEquals(0, keyed.run("diff", sealed, store, "--json"), keyed.err());

        assertEquals(2, keyed.json().get("added").intValue());
        assertEquals(
                ExitCode.REFUSED, new Shell().with("DURAMEN_PASSWORD", "wrong").run("diff", sealed, store));
    }

    @Test
    void aMissingStoreIsAnErrorAndADamagedOneIsToldOfBesideTheAnswer() throws IOException {
        assertEquals(ExitCode.FAILED, shell.run("diff", temp.resolve("nowhere"), store));
        assertEquals(ExitCode.USAGE, shell.run("diff", store));

        Path segment;
        try (Stream<Path> files = Files.list(store.resolve("wal"))) {
            segment = files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[(8 << 10) + 100] ^= 1;
        Files.write(segment, bytes);
        assertEquals(ExitCode.DAMAGE, shell.run("diff", copy, store));
        assertTrue(shell.err().contains("damaged: "), shell.err());
    }
}
