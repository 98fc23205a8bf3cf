// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What was finished is taken whole, what was cut off never, and nothing outside of a snapshot at all. */
class SnapshotsTest {
    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";

    @TempDir
    private Path directory;

    private Path one;

    @BeforeEach
    void makeASnapshot() throws IOException {
        one = directory.resolve("snapshots").resolve(ONE).resolve("data");
        write(one.resolve("b.txt"), "bee");
        write(one.resolve("a.txt"), "ay");
        write(one.resolve("deep/er/c.txt"), "sea");
        write(one.resolve("empty"), "");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Findings read(String id) {
        return new SnapshotsFamily().read(LegacySource.at(directory), new Selection(null, id), Progress.NONE);
    }

    private static List<String> changes(Findings findings) {
        List<String> changes = new ArrayList<>();
        for (Change change : findings.changes()) {
            changes.add(text(change.key()) + "=" + text(change.value()));
        }
        return changes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String code(Findings findings) {
        return findings.refusal() == null ? null : findings.refusal().code();
    }

    private static Map<?, ?> shown(Findings findings, int index) {
        return (Map<?, ?>) ((List<?>) findings.fields().get("snapshots")).get(index);
    }

    private static String digest(Findings findings) {
        String summary = String.valueOf(findings.fields().get("summary"));
        return summary.substring(summary.length() - 64);
    }

    @Test
    @Tag("S3.46")
    void aFinishedSnapshotIsTakenFileByFile() {
        Findings findings = read(null);
        assertNull(findings.strictRefusal());
        assertEquals(List.of(), findings.damage());
        assertEquals(List.of("a.txt=ay", "b.txt=bee", "deep/er/c.txt=sea", "empty="), changes(findings));
        assertEquals(
                "[a.txt, b.txt, deep/er/c.txt, empty]",
                ((Map<?, ?>) shown(findings, 0).get("files")).keySet().toString());
    }

    @Test
    void thePredecessorsChecksumCoversTheTopOnlyAndNoNames() throws IOException {
        Map<?, ?> shown = shown(read(null), 0);
        assertEquals(List.of("a.txt", "b.txt", "empty"), shown.get("legacy_checksum_covers"));
        assertEquals(
                HexFormat.of().formatHex(Snapshot.sha256().digest("aybee".getBytes(StandardCharsets.UTF_8))),
                ((Supplier<?>) shown.get("legacy_checksum_if_read_in_name_order")).get());
    }

    @Test
    @Tag("S3.05")
    void ourOwnChecksumCoversEveryPathAndEveryContent() throws IOException {
        String before = digest(read(null));
        assertEquals(before, digest(read(null)));
        write(one.resolve("deep/er/c.txt"), "See");
        assertNotEquals(before, digest(read(null)));
        write(one.resolve("deep/er/c.txt"), "sea");
        assertEquals(before, digest(read(null)));
        Files.move(one.resolve("deep/er/c.txt"), one.resolve("deep/c.txt"));
        assertNotEquals(before, digest(read(null)));
        Files.move(one.resolve("deep/c.txt"), one.resolve("deep/er/c.txt"));
        Files.createDirectory(one.resolve("hollow"));
        assertNotEquals(before, digest(read(null)));
    }

    @Test
    void aSnapshotThatWasCutOffIsReportedAndNeverRestored() throws IOException {
        write(directory.resolve("snapshots").resolve(TWO).resolve("temp/a.txt"), "half");
        Findings findings = read(null);
        assertNull(findings.refusal());
        assertNull(findings.strictRefusal(), "what was cut off is what a crash leaves");
        assertEquals(
                "{snapshot_id=" + TWO + ", complete=false, error=SNAPSHOT_INCOMPLETE}",
                shown(findings, 1).toString());
        assertEquals("SNAPSHOT_INCOMPLETE", findings.damage().get(0).reason());
        assertEquals("SNAPSHOT_INCOMPLETE", code(read(TWO)));
        Files.move(one, one.resolveSibling("temp"));
        assertEquals("SNAPSHOT_INCOMPLETE", code(read(null)));
        assertEquals(List.of(), changes(read(null)));
    }

    @Test
    void ofSeveralCompleteSnapshotsOneMustBeNamed() throws IOException {
        write(directory.resolve("snapshots").resolve(TWO).resolve("data/a.txt"), "other");
        assertEquals("SNAPSHOT_AMBIGUOUS", code(read(null)));
        assertEquals(List.of("a.txt=other"), changes(read(TWO)));
        assertEquals("SNAPSHOT_MISSING", code(read("../" + TWO)));
    }

    @Test
    void whatIsBesideFinishedDataIsReported() throws IOException {
        write(one.resolveSibling("temp").resolve("a.txt"), "half");
        Findings findings = read(null);
        assertNull(findings.refusal());
        assertEquals("temp_beside_data", findings.damage().get(0).reason());
        assertNotNull(findings.strictRefusal());
        assertEquals(4, changes(findings).size());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void linksAreReportedAndNeverFollowed() throws IOException {
        Path outside = directory.resolve("outside");
        write(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(one.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(one.resolve("deep/directory"), outside);
        Files.createSymbolicLink(one.resolve("loop"), one);
        Files.createSymbolicLink(one.resolve("nowhere"), Path.of("nowhere"));
        Files.createSymbolicLink(directory.resolve("snapshots").resolve(TWO), one.getParent());
        Findings findings = read(null);
        assertEquals(5, findings.damage().size());
        assertTrue(findings.damage().stream().allMatch(damage -> damage.reason().equals("not_a_file")));
        assertNotNull(findings.strictRefusal());
        assertEquals(4, changes(findings).size());
        assertFalse(changes(findings).toString().contains("secret"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a socket is a file of another kind there")
    void specialFilesAreReportedAndNeverOpened() throws IOException {
        Path socket = directory.resolve("s"); // as short as the system wants such a path
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.move(socket, one.resolve("socket"));
            Findings findings = read(null);
            assertEquals(
                    "snapshots/" + ONE + "/data/socket",
                    findings.damage().get(0).file());
            assertEquals("not_a_file", findings.damage().get(0).reason());
            assertEquals(4, changes(findings).size());
        }
    }

    @Test
    void aFileLargerThanAValueMayBeRefusesTheSnapshot() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(one.resolve("large").toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }
        Findings findings = read(null);
        assertEquals("VALUE_TOO_LARGE", code(findings));
        assertEquals(5, ((Map<?, ?>) shown(findings, 0).get("files")).size());
    }

    @Test
    void otherNamesAreNoSnapshots() throws IOException {
        write(directory.resolve("snapshots/notes/data/a"), "x");
        write(directory.resolve("snapshots").resolve(TWO + "0").resolve("data/a"), "x");
        assertEquals(1, ((List<?>) read(null).fields().get("snapshots")).size());
        assertTrue(new SnapshotsFamily().recognises(LegacySource.at(directory)));
        assertFalse(new SnapshotsFamily().recognises(LegacySource.at(directory.resolve("snapshots"))));
    }
}
