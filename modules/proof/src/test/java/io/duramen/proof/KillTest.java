// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer in a JVM of its own is killed over and over; nothing it acknowledged is lost, and its lock dies with it. */
class KillTest {
    private static final int CYCLES = 20;

    @TempDir
    private Path temp;

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "--sealed", "--store"})
    @Tag("S1.59")
    @Tag("S1.61")
    @Tag("S3.01")
    @Tag("S3.11")
    void twentyKillsInOneDirectoryLoseNothingAcknowledged(String mode, TestReporter reporter) {
        KillCycles cycles = new KillCycles(temp, mode.isEmpty() ? List.of() : List.of(mode), CYCLES, 1);
        for (int i = 0; i < CYCLES; i++) {
            cycles.cycle();
        }
        assertEquals(CYCLES, cycles.statistics().cycles());
        assertTrue(
                cycles.statistics().acknowledged() > CYCLES,
                () -> cycles.statistics().summary());
        reporter.publishEntry("kills " + mode, cycles.statistics().summary());
    }

    @Test
    @Tag("S3.59")
    void aSecondProcessIsRefusedWhileTheFirstLivesAndNotAfterItWasKilled() {
        Path directory = temp.resolve("log");
        KillOracle oracle = new KillOracle();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (KillChild child = KillChild.write(directory, 1, List.of())) {
            child.awaitOpening();
            String line = child.line();
            while (oracle.hear(line) && !String.valueOf(line).startsWith("ACK")) {
                line = child.line();
            }
            assertEquals(CrashExit.REFUSED, verify(directory, err));
            assertTrue(
                    err.toString(StandardCharsets.UTF_8).contains("LOCKED"),
                    () -> err.toString(StandardCharsets.UTF_8));
            child.kill();
            while (oracle.hear(child.line())) {
                // what it said before it died counts as well
            }
            child.requireKilled();
        }
        assertEquals(CrashExit.OPENED, verify(directory, err), () -> err.toString(StandardCharsets.UTF_8));
    }

    private static CrashExit verify(Path directory, ByteArrayOutputStream err) {
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        return CrashVerifier.run(new PrintStream(new ByteArrayOutputStream(), true), complaints, directory.toString());
    }
}
