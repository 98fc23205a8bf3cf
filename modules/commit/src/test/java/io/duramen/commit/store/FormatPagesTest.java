// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogReader;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worked examples of the format pages are what the store writes, byte for byte. */
@Tag("S1.78")
class FormatPagesTest {
    private static final Path PAGES = Path.of("..", "..", "docs", "formats");

    @Test
    void aTransactionsRecordIsAsThePageShows() throws IOException {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options())) {
            store.commit(tx -> tx.put(bytes("a"), bytes("1")).delete(bytes("b")));
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, options().wal());
                LogReader reader = log.read(1)) {
            ByteBuffer payload = reader.iterator().next().payload();
            byte[] written = new byte[payload.remaining()];
            payload.get(written);

            assertShown("transaction.md", "hex payload", dump(written));
        }
    }

    @Test
    void theRecordsOfALargeTransactionAndAnAbortAreAsThePageShows() throws IOException {
        SimDisk disk = SimDisk.create();
        StoreOptions small = options().toBuilder()
                .wal(options().wal().toBuilder().maxRecordBytes(100).build())
                .build();
        try (StateStore store = StateStore.create(disk, small)) {
            store.commit(tx ->
                    tx.put(bytes("a"), bytes("1")).put(bytes("b"), bytes("2")).delete(bytes("c")));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, small.wal())) {
            Version version = Version.durable(2, 2, MerkleMap.empty(new byte[32]), 0);
            new Aborts(log, 100).write(new Replay.Outcome(version, 0, 0, List.of(1L), 1, null));
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, small.wal());
                LogReader reader = log.read(1)) {
            List<String> dumps = new ArrayList<>();
            reader.forEach(record -> dumps.add(dump(bytesOf(record.payload()))));

            assertShown("transaction.md", "hex prepare", dumps.get(0));
            assertShown("transaction.md", "hex commit", dumps.get(1));
            assertShown("transaction.md", "hex abort", dumps.get(2));
        }
    }

    private static byte[] bytesOf(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    @Test
    void aRootIsAsThePageShows() throws IOException {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, strict(1))) {
            store.commit(tx -> tx.put(bytes("a"), bytes("1")));
        }

        assertShown("root.md", "hex ROOT", dump(disk.bytes("ROOT")));
    }

    @Test
    void aManifestAndACheckpointAreAsThePagesShow() throws IOException {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options())) {
            store.commit(tx -> tx.put(bytes("a"), bytes("1")).put(bytes("b"), bytes("2")));
            store.checkpoint();
        }

        assertShown("manifest.md", "hex MANIFEST", dump(disk.bytes("MANIFEST")));
        assertShown("checkpoint.md", "hex " + Names.base(1), dump(disk.bytes(Names.base(1))));
    }

    @Test
    void aDeltaAndTheManifestThatNamesItAreAsThePagesShow() throws IOException {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options())) {
            store.commit(tx -> {
                for (int i = 0; i < 9; i++) {
                    tx.put(bytes("key-" + i), bytes("value"));
                }
            });
            store.checkpoint();
            store.commit(tx -> tx.put(bytes("a"), bytes("1")).delete(bytes("key-3")));
            store.checkpoint();
        }

        assertShown("checkpoint.md", "hex " + Names.delta(2), dump(disk.bytes(Names.delta(2))));
        assertShown("manifest.md", "hex MANIFEST of a delta", dump(disk.bytes("MANIFEST")));
    }

    @Test
    void aSnapshotsDescriptorIsAsThePageShows() throws IOException {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options())) {
            store.commit(tx -> tx.put(bytes("a"), bytes("1")));
            String id = store.snapshots().create("before the upgrade").id();

            assertShown("snapshot.md", "hex SNAPSHOT", dump(disk.bytes("snap/" + id + "/SNAPSHOT")));
        }
    }

    @Test
    void theProofOnThePageIsWhatTheMapGivesAndHoldsForTheRootOnThePage() throws IOException {
        byte[] salt = new byte[32];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) i;
        }
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            changes.add(MerkleChange.put(bytes("key-" + i), bytes("value-" + i)));
        }
        MerkleMap map = MerkleMap.empty(salt).with(changes);
        String shown = shown("merkle.md", "json");

        assertShown("merkle.md", "json", map.prove(bytes("key-5")).toJson());
        assertTrue(MerkleProof.parse(shown)
                .verify(Root.parse("2facab0d91d91e74a248840774c05c5a5e18d5029fbbe6bc15d0a50fce76c16f")));
        assertTrue(
                Files.readString(PAGES.resolve("merkle.md")).contains(map.root().toString()));
    }

    private static void assertShown(String page, String fence, String written) throws IOException {
        assertEquals(written, shown(page, fence), () -> page + " should show:\n" + written);
    }

    /** The block fenced as {@code ```<fence>}. */
    private static String shown(String page, String fence) throws IOException {
        StringBuilder shown = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGES.resolve(page))) {
            if (line.startsWith("```")) {
                inside = line.equals("```" + fence);
            } else if (inside) {
                shown.append(line).append('\n');
            }
        }
        return shown.toString();
    }

    private static String dump(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(at + 16, bytes.length));
            StringBuilder text = new StringBuilder();
            for (byte b : row) {
                text.append(b >= 32 && b < 127 ? (char) b : '.');
            }
            lines.append(String.format(
                    "%06x  %-47s  %s\n", at, HexFormat.ofDelimiter(" ").formatHex(row), text));
        }
        return lines.toString();
    }
}
