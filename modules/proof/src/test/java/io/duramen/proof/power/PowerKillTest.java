// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.Main;
import io.duramen.cli.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that use a store are killed at every named point, each recovering what the one before left; the report that comes of
 * it agrees with itself. The system property {@code duramen.kills} says how many.
 */
class PowerKillTest {
    @TempDir
    private Path temp;

    @Test
    @Tag("S1.59")
    @Tag("S1.61")
    @Tag("S1.62")
    @Tag("S1.63")
    @Tag("S4.13")
    void everyPointIsReachedAndNothingIsLostAtAny(TestReporter reporter) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(InputStream.nullInputStream(), print(out), print(err), Map.of(), null, System::nanoTime);
        Path report = temp.resolve("power");

        int exit = Main.run(
                new String[] {
                    "power-test",
                    temp.resolve("stores").toString(),
                    "--states",
                    "0",
                    "--cycles",
                    System.getProperty("duramen.kills", "45"),
                    "--seed",
                    "20",
                    "--report",
                    report.toString()
                },
                streams);

        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, exit, () -> said + err.toString(StandardCharsets.UTF_8));
        assertTrue(said.contains("Nothing acknowledged was lost"), said);
        assertTrue(Files.size(temp.resolve("power.html")) > 10_000);
        reporter.publishEntry("kills", said);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
