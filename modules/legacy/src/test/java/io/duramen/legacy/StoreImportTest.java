// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importing into a store that is in use, from a source that is in use. */
class StoreImportTest {
    @TempDir
    private Path temp;

    private Path source;
    private StateStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        source = Files.createDirectories(temp.resolve("old"));
        Files.createDirectories(source.resolve("wal"));
        Files.createDirectories(source.resolve("state"));
        store = StateStore.create(SimDisk.create(), StoreOptions.defaults());
    }

    @AfterEach
    void closeTheStore() {
        store.close();
    }

    /** Does what the predecessor does to commit a change: log, replace the state, log. */
    private void predecessorCommits(int number, String state) throws IOException {
        append("{\"op\": \"PREPARE\", \"tx_id\": \"t" + number + "\", \"changes\": {}, \"timestamp\": 1.5}\n");
        Path temporary = Files.writeString(source.resolve("state/state.t" + number + ".tmp"), state);
        Files.move(
                temporary,
                source.resolve("state/state.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        append("{\"op\": \"COMMIT\", \"tx_id\": \"t" + number + "\", \"timestamp\": 1.6}\n");
    }

    private void append(String line) throws IOException {
        Files.writeString(source.resolve("wal/wal.log"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("S3.48")
    void aPredecessorGoesOnWhileItIsImportedAndIsCaughtUpWith() throws IOException {
        predecessorCommits(1, "{\"a\": 1, \"b\": 2}");
        assertEquals(new StoreImportReport(2, 0, 0), StoreImport.from(source).into(store));

        predecessorCommits(2, "{\"a\": 1, \"b\": 3, \"c\": [4]}");
        append("{\"op\": \"PREP"); // it is writing just now
        assertEquals(new StoreImportReport(2, 0, 1), StoreImport.from(source).into(store));

        StoreImportReport last = StoreImport.from(source).into(store);
        assertTrue(last.isNothingNew(), last::toString);
        assertEquals(Map.of("a", "1", "b", "3", "c", "[4]"), Contents.of(store));
    }

    @Test
    @Tag("S3.48")
    void othersWriteToTheStoreMeanwhileAndNothingOfTheirsIsLost() throws Exception {
        StringBuilder state = new StringBuilder("{\"k0\": 0");
        for (int i = 1; i < 3_000; i++) {
            state.append(", \"k").append(i).append("\": ").append(i);
        }
        predecessorCommits(1, state + "}");
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch writing = new CountDownLatch(1);
        long[] written = new long[1];
        Thread writer = new Thread(() -> {
            while (!stop.get()) {
                long number = written[0];
                store.commit(tx -> tx.put(bytes("mine" + number), bytes("x")));
                written[0]++;
                writing.countDown();
            }
        });
        writer.start();
        StoreImportReport report;
        try {
            writing.await();
            report = StoreImport.from(source).into(store);
        } finally {
            stop.set(true);
            writer.join();
        }

        assertEquals(3_000, report.put());
        assertEquals(3_000 + written[0], store.size());
        assertArrayEquals(bytes("2999"), store.get(bytes("k2999")));
    }

    @Test
    @Tag("S3.47")
    void aSourceThatCannotBeWrittenToIsImportedAndStaysAsItIs() throws IOException {
        predecessorCommits(1, "{\"a\": 1}");
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
            permit("r-xr-xr-x", "r--r--r--");
        }
        Map<String, String> before = Fixtures.digests(source);
        try {
            StoreImport.from(source).into(store);
            assertEquals(before, Fixtures.digests(source));
            assertEquals(Map.of("a", "1"), Contents.of(store));
        } finally {
            if (posix) {
                permit("rwxr-xr-x", "rw-r--r--");
            }
        }
    }

    private void permit(String directories, String files) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(source)) {
            all = walk.sorted().toList();
        }
        for (Path path : all) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? directories : files));
        }
    }

    @Test
    void valuesAreTheJsonTextDigitForDigitAndKeysTheirUtf8() throws IOException {
        predecessorCommits(1, """
                {"": 1.10, "caf\\u00e9": {"z":1,
                 "a": 1e2 }, "\\ud83d\\ude00": NaN, "\\ud800": "\\ud800", "big": 100000000000000000000000000000001}""");
        StoreImport.from(source).into(store);

        assertArrayEquals(bytes("1.10"), store.get(new byte[] {(byte) 0xFF}));
        assertArrayEquals(bytes("{\"z\":1,\n \"a\": 1e2 }"), store.get(bytes("caf\u00e9")));
        assertArrayEquals(bytes("NaN"), store.get(bytes("\ud83d\ude00")));
        assertArrayEquals(bytes("\"\\ud800\""), store.get(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
        assertArrayEquals(bytes("100000000000000000000000000000001"), store.get(bytes("big")));
        assertEquals(5, store.size());
    }

    @Test
    void aKeyThatNoStoreCanHoldIsRefusedBeforeAnythingIsWritten() throws IOException {
        predecessorCommits(1, "{\"a\": 1, \"" + "k".repeat(StateStore.MAX_KEY_BYTES + 1) + "\": 2}");

        ImportRefusedException refused = assertThrows(
                ImportRefusedException.class, () -> StoreImport.from(source).into(store));
        assertEquals("KEY_TOO_LONG", refused.code());
        assertEquals(0, store.size());
    }

    @Test
    void aValueThatNoTransactionCanHoldIsRefusedWithItsPlace() throws IOException {
        predecessorCommits(1, "{\"a\": 1, \"b\": \"" + "x".repeat(9 << 20) + "\"}");

        ImportRefusedException refused = assertThrows(
                ImportRefusedException.class, () -> StoreImport.from(source).into(store));
        assertEquals("VALUE_TOO_LARGE", refused.code());
    }

    @Test
    void anExactImportLeavesNothingElseInTheStore() throws IOException {
        store.commit(tx -> tx.put(bytes("other"), bytes("x")));
        predecessorCommits(1, "{\"a\": 1}");

        assertEquals(
                new StoreImportReport(1, 1, 0), StoreImport.from(source).exact().into(store));
        assertNull(store.get(bytes("other")));
        assertNotNull(store.get(bytes("a")));
    }

    @Test
    void aMissingStateIsNeverReplacedByAnEmptyOneOrTheLog() throws IOException {
        append("{\"tx_id\": \"t\", \"changes\": {\"a\": 1}, \"timestamp\": 1, \"committed\": true}\n");

        ImportFindings found = StoreImport.from(source).examine();
        assertEquals("STATE_FILE_MISSING", found.refusal());
        assertTrue(Fixtures.json(Fixtures.report(found)).get("final_state").isNull());
        assertEquals(
                "STATE_FILE_MISSING",
                assertThrows(
                                ImportRefusedException.class,
                                () -> StoreImport.from(source).into(store))
                        .code());
    }

    @Test
    void aWholeLineBuriedInATornOneIsTold() throws IOException {
        predecessorCommits(1, "{\"a\": 1}");
        append("{\"op\": \"PREP{\"op\": \"COMMIT\", \"tx_id\": \"t2\", \"timestamp\": 1.6}\n");

        ImportDamage damage = StoreImport.from(source).examine().damage().get(0);
        assertEquals("not_json", damage.reason());
        assertTrue(String.valueOf(damage.detail()).contains("a whole COMMIT of transaction t2"), damage::toString);
    }

    @Test
    void aLogReplacedWhileItIsReadIsAnErrorAndNotAMixture() throws IOException {
        predecessorCommits(1, "{\"a\": 1}");
        ImportFindings found = StoreImport.from(source).examine();
        Files.writeString(source.resolve("wal/wal.log"), "{}\n");

        LegacyReadException changed = assertThrows(LegacyReadException.class, () -> Fixtures.report(found));
        assertTrue(String.valueOf(changed.getMessage()).contains("replaced while"), changed::getMessage);
    }

    @Test
    void aDirectoryOfNoFormatOrOfSeveralIsAskedAbout() throws IOException {
        Path none = Files.createDirectories(temp.resolve("none"));
        assertEquals(
                "FORMAT_NOT_RECOGNISED",
                assertThrows(
                                UnknownFormatException.class,
                                () -> StoreImport.from(none).examine())
                        .code());
        predecessorCommits(1, "{}");
        Files.createDirectories(source.resolve(".aethel_state"));
        assertEquals(
                "FORMAT_AMBIGUOUS",
                assertThrows(
                                UnknownFormatException.class,
                                () -> StoreImport.from(source).examine())
                        .code());
        assertEquals(
                "FORMAT_UNKNOWN",
                assertThrows(
                                UnknownFormatException.class,
                                () -> StoreImport.from(source).format("leveldb").examine())
                        .code());
        assertEquals(
                "atomic-commit",
                StoreImport.from(source).format("atomic-commit").examine().format());
        assertTrue(StoreImport.formats().containsAll(List.of("atomic-commit", "sovereign")));
    }

    @Test
    void keysAreReadBackAsTheTextTheyCameFrom() {
        for (String text : List.of("", "a", "\u00e9", "\ud83d\ude00", "\ud800", "\u00ff")) {
            assertEquals(text, LegacyKeys.decode(LegacyKeys.encode(text)));
        }
        assertNull(LegacyKeys.decode(new byte[] {(byte) 0xFE}));
        assertNull(LegacyKeys.decode(new byte[0]));
    }
}
