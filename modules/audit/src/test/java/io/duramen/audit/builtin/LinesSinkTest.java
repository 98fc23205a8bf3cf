// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.AuditSinks;
import io.duramen.audit.spi.AuditSink;
import io.duramen.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinesSinkTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String ZEROS = "0".repeat(64);
    private static final AuditEntry ENTRY =
            new AuditEntry(1, NOON, "login", "b\nob", AuditOutcome.FAILED, Map.of(), ZEROS, ZEROS);
    private static final AuditAlert ALERT = new AuditAlert("d", 1, NOON, "bob", "m");

    @TempDir
    private Path temp;

    private Path file() {
        return temp.resolve("copy.jsonl");
    }

    @Test
    void entriesAndAlertsAreLinesBehindThoseOfEarlierProcesses() throws IOException {
        for (int process = 0; process < 2; process++) {
            try (AuditSink sink = AuditSinks.jsonLines(file())) {
                sink.entry(ENTRY);
                sink.alert(ALERT);
            }
        }
        assertEquals(
                List.of(ENTRY.toJson(), ALERT.toJson(), ENTRY.toJson(), ALERT.toJson()), Files.readAllLines(file()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Tag("S3.54")
    void theFileIsForItsOwnerAlone() throws IOException {
        AuditSinks.jsonLines(file()).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));

        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        StorageException refused = assertThrows(StorageException.class, () -> AuditSinks.jsonLines(file()));
        assertEquals(StorageException.Kind.ACCESS_DENIED, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("mode rw-r-----"), refused::getMessage);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(file(), temp.resolve("elsewhere"));
        assertThrows(StorageException.class, () -> AuditSinks.jsonLines(file()));
        Files.delete(file()); // else JUnit warns of a link that leads out of its directory
        Files.createDirectory(file());
        assertThrows(StorageException.class, () -> AuditSinks.jsonLines(file()));
    }

    @Test
    void aLineThatACrashCutOffStaysByItself() throws IOException {
        AuditSinks.jsonLines(file()).close();
        Files.writeString(file(), "{\"sequ");
        try (AuditSink sink = AuditSinks.jsonLines(file())) {
            sink.entry(ENTRY);
        }
        assertEquals(List.of("{\"sequ", ENTRY.toJson()), Files.readAllLines(file()));
    }

    @Test
    void aMissingDirectoryIsSaidToBeMissing() {
        StorageException missing =
                assertThrows(StorageException.class, () -> AuditSinks.jsonLines(temp.resolve("none/copy.jsonl")));
        assertEquals(StorageException.Kind.NOT_FOUND, missing.kind());
    }

    @Test
    void theProviderCannotDoWithoutAFile() {
        assertThrows(IllegalArgumentException.class, () -> new LinesProvider().open(Map.of()));
    }
}
