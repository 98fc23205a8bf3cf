// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose third record is damaged: what is verified is read by every verb, and nothing writes to it. */
class DamagedStoreTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;
    private Path segment;
    private byte[] sound;

    @BeforeEach
    void makeAStoreAndDamageIt() throws IOException {
        store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        for (String key : List.of("one", "two", "three", "four")) {
            assertEquals(0, shell.run("put", key, "value of " + key, store), shell.err());
        }
        try (var files = Files.list(store.resolve("wal"))) {
            segment = files.filter(file -> contains(file, "value of three"))
                    .findFirst()
                    .orElseThrow();
        }
        sound = Files.readAllBytes(segment);
        byte[] damaged = sound.clone();
        damaged[at(damaged, "value of three")] ^= 1;
        Files.write(segment, damaged);
    }

    private static boolean contains(Path file, String text) {
        try {
            return at(Files.readAllBytes(file), text) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int at(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    @Tag("S1.50")
    void whatIsVerifiedIsReadWithAWarningAndExitCode3() {
        assertEquals(ExitCode.DAMAGE, shell.run("get", "two", store));
        assertEquals("value of two", shell.out());
        assertTrue(shell.err().contains("the state up to record 2, which is verified"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("get", "three", store));
        assertEquals(ExitCode.DAMAGE, shell.run("inspect", store));
        assertEquals(ExitCode.DAMAGE, shell.run("verify", store));
        assertTrue(shell.out().contains("PROBLEM"), shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("root", store));
    }

    @Test
    @Tag("S1.50")
    void whatIsVerifiedIsProvenAndExported() throws IOException {
        Path proof = temp.resolve("two.proof");
        assertEquals(ExitCode.DAMAGE, shell.run("prove", "two", store, "--out", proof, "--json"));
        String root = shell.json().get("root").stringValue();
        assertEquals(0, shell.run("prove", "--verify", proof, "--root", root), shell.err());

        Path exported = temp.resolve("store.jsonl");
        assertEquals(ExitCode.DAMAGE, shell.run("export", exported, store, "--json"));
        assertFalse(shell.json().get("complete").booleanValue());
        List<String> lines = Files.readAllLines(exported);
        assertEquals(
                List.of("{\"key\":\"one\",\"value\":\"value of one\"}", "{\"key\":\"two\",\"value\":\"value of two\"}"),
                lines.subList(0, 2));
        assertTrue(
                lines.get(2).startsWith("{\"end\":{\"format\":1,\"keys\":2,\"complete\":false,\"lsn\":2,"),
                lines::toString);
        assertEquals(3, lines.size());
    }

    @Test
    @Tag("S1.50")
    void whatWasLeftIsTakenForAStoreByNameOnly() throws IOException {
        Path exported = temp.resolve("store.jsonl");
        assertEquals(ExitCode.DAMAGE, shell.run("export", exported, store));
        Path copy = temp.resolve("copy");
        assertEquals(
                ExitCode.DAMAGE,
                shell.run("import", "--from", "store-export", exported, copy, "--create", "--unsealed"));
        assertTrue(shell.err().contains("EXPORT_INCOMPLETE"), shell.err());
        assertTrue(Files.notExists(copy));
        assertEquals(
                0,
                shell.run(
                        "import",
                        "--from",
                        "store-export",
                        exported,
                        copy,
                        "--create",
                        "--unsealed",
                        "--accept-partial"),
                shell.err());
        assertTrue(shell.out().contains("what could be verified of a damaged one, up to record 2"), shell.out());
        assertEquals(0, shell.run("get", "two", copy), shell.err());
    }

    @Test
    @Tag("S1.50")
    void everythingThatWritesIsRefusedWithTheHint() throws IOException {
        Map<String, String> before = Tree.of(store);
        Path lines = Files.writeString(temp.resolve("more.jsonl"), "{\"id\":\"five\"}\n");
        for (List<Object> command : List.<List<Object>>of(
                List.of("put", "a", "1", store),
                List.of("delete", "--yes", "one", store),
                List.of("recover", store),
                List.of("import", lines, store, "--key", "id"),
                List.of("snapshot", "create", "now", store),
                List.of("log", "compact", store))) {
            assertEquals(ExitCode.DAMAGE, shell.run(command.toArray()), command::toString);
            assertTrue(shell.err().contains("hint      run duramen inspect"), shell.err());
        }
        assertEquals(before, Tree.of(store));
    }

    @Test
    @Tag("S1.50")
    void theToolsThatReadGoOnWorking() throws IOException {
        Map<String, String> before = Tree.of(store);
        Path older = temp.resolve("older");
        assertEquals(ExitCode.FINE, shell.run("restore", "--at-lsn", 2, "--to", older, store), shell.err());
        assertEquals(ExitCode.FINE, shell.run("get", "two", older), shell.err());
        assertEquals("value of two", shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("diff", older, store, "--json"), shell.err());
        assertEquals(ExitCode.DAMAGE, shell.run("log", "verify", store));
        assertEquals(ExitCode.DAMAGE, shell.run("log", "stat", store));
        assertEquals(ExitCode.DAMAGE, shell.run("log", "dump", store));
        assertTrue(shell.out().contains("COMMIT"), shell.out());
        assertEquals(ExitCode.FINE, shell.run("snapshot", "list", store), shell.err());
        Path salvaged = temp.resolve("salvaged");
        shell.run("log", "salvage", "--yes", "--out", salvaged, store);
        assertTrue(Files.exists(salvaged.resolve("wal")), shell.err());
        assertEquals(before, Tree.of(store));
    }

    @Test
    void aSoundStoreIsExportedWhole() throws IOException {
        Files.write(segment, sound);
        assertEquals(0, shell.run("export", "-", store), shell.err());
        assertEquals(5, shell.out().lines().count(), "four keys and the end mark");
        assertEquals(0, shell.run("export", temp.resolve("all"), store, "--json"), shell.err());
        assertTrue(shell.json().get("complete").booleanValue());
        assertEquals(ExitCode.FAILED, shell.run("export", temp.resolve("all"), store), "the name is taken");
    }
}
