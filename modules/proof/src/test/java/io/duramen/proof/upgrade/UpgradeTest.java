// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.proof.TestKeys;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that earlier releases left, of every format there ever was, are opened as those would have opened them. */
class UpgradeTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    static List<Path> logs() {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenLog golden(Path zip) {
        String name = zip.getFileName().toString().replace(".zip", "");
        return GoldenLog.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @ParameterizedTest
    @MethodSource("logs")
    @Tag("S3.05")
    void aLogOfAnEarlierReleaseIsOpenedAsItWasThen(Path zip) throws IOException {
        String expected = Files.readString(Path.of(zip.toString().replace(".zip", ".txt")));

        assertEquals(expected, GoldenFiles.found(golden(zip), GoldenFiles.read(zip)));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void aLogOfAnEarlierReleaseGoesOnAndIsWholeAfterwards(Path zip) throws IOException {
        SimDisk disk = GoldenFiles.read(zip);
        try (TestKeys keys = new TestKeys()) {
            WalOptions options = golden(zip).reading(disk, keys);
            long next;
            try (WriteAheadLog log = WriteAheadLog.open(disk, options)) {
                next = log.append(LogEntry.of(ByteBuffer.allocate(50_000)));
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk.crash(0), options)) {
                assertEquals(next, log.durableLsn());
            }
        }
    }

    @Test
    void everyKindOfLogIsKeptOfTheFirstFormat() {
        for (GoldenLog golden : GoldenLog.values()) {
            assertTrue(logs().contains(GOLDEN.resolve("format-1").resolve(golden.file() + ".zip")), golden::file);
        }
    }

    /** What today's code writes is of the newest format there are files of; a new one needs files of its own. */
    @Test
    void whatIsWrittenTodayIsOpenedAsTheNewestOfThem() throws IOException {
        Path newest = logs().get(logs().size() - 1).getParent();
        for (GoldenLog golden : List.of(GoldenLog.PLAIN, GoldenLog.SEALED_END, GoldenLog.FULL, GoldenLog.TORN_TAIL)) {
            String expected = Files.readString(newest.resolve(golden.file() + ".txt"));
            assertEquals(expected, GoldenFiles.found(golden, golden.write()), golden::file);
        }
    }
}
