// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class SnapshotCommandsTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path temp;

    private Path store;

    @BeforeEach
    void makeAStore() {
        store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store));
        assertEquals(0, shell.run("put", "greeting", "hello", store));
    }

    private String value(Path from) {
        assertEquals(0, shell.run("get", "greeting", from), shell::err);
        return shell.out().strip();
    }

    @Test
    void aSnapshotIsMadeListedVerifiedRestoredAndDeleted() {
        assertEquals(0, shell.run("snapshot", "create", "before", store, "--json"), shell::err);
        JsonNode made = shell.json();
        assertEquals(1, made.get("lsn").intValue());
        assertEquals("before", made.get("name").stringValue());
        assertTrue(made.get("keyring").isNull());
        assertEquals(0, shell.run("put", "greeting", "goodbye", store));

        assertEquals(0, shell.run("snapshot", "list", store));
        assertTrue(shell.out().contains(made.get("id").stringValue()), shell::out);
        assertTrue(shell.out().contains("\"before\" of "), shell::out);
        assertTrue(shell.out().contains("1 key up to record 1"), shell::out);
        assertEquals(0, shell.run("snapshot", "verify", "before", store));
        assertTrue(shell.out().contains("all is as it was written"), shell::out);

        Path old = temp.resolve("old");
        assertEquals(0, shell.run("restore", "--snapshot", "before", "--to", old, store), shell::err);
        assertTrue(shell.out().contains(made.get("root").stringValue()), shell::out);
        assertEquals("hello", value(old));
        assertEquals("goodbye", value(store));

        assertEquals(ExitCode.USAGE, shell.run("snapshot", "delete", "before", store));
        assertEquals(0, shell.run("snapshot", "delete", "--yes", "before", store));
        assertEquals(0, shell.run("snapshot", "list", "--json", store));
        assertEquals(0, shell.json().get("snapshots").size());
        assertEquals("hello", value(old));
    }

    @Test
    void aStoreIsRestoredToAnyRecordItsLogHolds() {
        assertEquals(0, shell.run("put", "greeting", "goodbye", store));
        Path old = temp.resolve("old");

        assertEquals(0, shell.run("restore", "--at-lsn", 1, "--to", old, store, "--json"), shell::err);
        assertEquals(1, shell.json().get("lsn").intValue());
        assertEquals(1, shell.json().get("transactions").intValue());
        assertFalse(shell.json().get("sealed").booleanValue());
        assertEquals("hello", value(old));

        assertEquals(ExitCode.FAILED, shell.run("restore", "--at-lsn", 9, "--to", temp.resolve("no"), store, "--json"));
        assertEquals("RESTORE_POINT_GONE", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("restore", "--at-lsn", 1, "--to", old, store, "--json"));
        assertEquals("STORE_EXISTS", shell.error().get("code").stringValue());
        assertEquals(ExitCode.USAGE, shell.run("restore", "--to", temp.resolve("no"), store));
        assertEquals(ExitCode.USAGE, shell.run("restore", "--at-lsn", -1, "--to", temp.resolve("no"), store));
        assertEquals(
                ExitCode.USAGE,
                shell.run("restore", "--at-lsn", 1, "--snapshot", "a", "--to", temp.resolve("no"), store));
    }

    @Test
    void whatIsNotThereAndWhatIsDamagedIsTold() throws IOException {
        assertEquals(0, shell.run("snapshot", "create", "kept", store));
        assertEquals(ExitCode.FAILED, shell.run("snapshot", "create", "kept", store, "--json"));
        assertEquals("SNAPSHOT_EXISTS", shell.error().get("code").stringValue());
        assertEquals(ExitCode.USAGE, shell.run("snapshot", "create", "a\nb", store, "--json"));
        assertEquals("SNAPSHOT_NAME", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("snapshot", "verify", "none", store, "--json"));
        assertEquals("SNAPSHOT_MISSING", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("snapshot", "list", temp));

        Path file = file("-base.kvs");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertEquals(ExitCode.DAMAGE, shell.run("snapshot", "verify", "kept", store));
        assertTrue(shell.out().contains("PROBLEM"), shell::out);
        assertEquals(ExitCode.DAMAGE, shell.run("restore", "--snapshot", "kept", "--to", temp.resolve("no"), store));

        Files.write(file("SNAPSHOT"), new byte[100]);
        assertEquals(ExitCode.DAMAGE, shell.run("snapshot", "list", store));
    }

    private Path file(String end) throws IOException {
        try (Stream<Path> files = Files.walk(store.resolve("snap"))) {
            List<Path> found = files.filter(f -> f.toString().endsWith(end)).toList();
            return found.get(0);
        }
    }

    @Test
    void aSealedStoreIsRestoredSealedWithAKeyringOfItsOwn() {
        Path sealed = temp.resolve("sealed");
        Shell typed = new Shell().with("DURAMEN_PASSWORD", "correct horse");
        assertEquals(0, typed.run("init", sealed), typed::err);
        assertEquals(0, typed.run("put", "greeting", "hello", sealed), typed::err);
        assertEquals(0, typed.run("snapshot", "create", "kept", sealed, "--json"), typed::err);
        assertFalse(typed.json().get("keyring").isNull());
        assertEquals(0, typed.run("snapshot", "verify", "kept", sealed), typed::err);

        Path old = temp.resolve("old");
        assertEquals(0, typed.run("restore", "--snapshot", "kept", "--to", old, sealed, "--json"), typed::err);
        assertTrue(typed.json().get("sealed").booleanValue());
        assertTrue(Files.exists(old.resolve("keyring")));
        assertEquals(0, typed.run("get", "greeting", old), typed::err);
        assertEquals("hello", typed.out().strip());

        Path open = temp.resolve("open");
        assertEquals(0, typed.run("restore", "--unsealed", "--at-lsn", 1, "--to", open, sealed), typed::err);
        assertEquals("hello", value(open));
    }
}
