// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.base.Event;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a JVM that consists of {@code java.base} and nothing else. */
class WithoutFlightRecorderTest {

    @TempDir
    private Path directory;

    /** What the other JVM runs: every place where an event would be told, but a failure. */
    public static final class Program {
        private Program() {}

        /**
         * Appends, rolls, removes, closes and opens again.
         *
         * @param arguments where
         */
        public static void main(String[] arguments) {
            if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
                throw new IllegalStateException("there is a flight recorder");
            }
            Path log = Path.of(arguments[0]);
            WalOptions options = WalOptions.builder()
                    .durability(Durability.FULL)
                    .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                    .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                    .build();
            try (WriteAheadLog made = WriteAheadLog.create(log, options)) {
                for (int i = 0; i < 100; i++) {
                    made.append(ByteBuffer.wrap(new byte[2000]));
                }
                made.checkpoint(90);
            }
            try (WriteAheadLog opened = WriteAheadLog.open(log, options)) {
                System.exit((int) opened.durableLsn());
            }
        }
    }

    @Test
    void theLogRunsOnAJvmThatHasNone() throws Exception {
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        Stream.of(Program.class, WriteAheadLog.class, Storage.class, Sealing.class, Event.class)
                                .map(WithoutFlightRecorderTest::location)
                                .distinct()
                                .collect(Collectors.joining(System.getProperty("path.separator"))),
                        Program.class.getName(),
                        directory.resolve("log").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(100, process.waitFor(), () -> read(said));
        assertEquals(List.of(), Files.readAllLines(said, StandardCharsets.UTF_8));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
