// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The example as it stands in the README, in a JVM of its own and on a real disk, killed over and over. */
class EngineKillTest {
    private static final int KILLS = Integer.getInteger("engine.kills", 8);

    @TempDir
    Path directory;

    @Test
    @Tag("S3.12")
    @Tag("S3.36")
    void whatWasDoneBeforeAKillIsThereAfterIt(TestReporter reporter) throws Exception {
        long seed = Long.getLong("engine.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        long done = 0;
        long replayed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Said said = killAfter(1 + random.nextInt(250));
            assertTrue(said.done > 0 && said.begun <= said.done + 1, said::toString);
            try (LoggedEngine engine = EngineMain.open(directory)) {
                long found = EngineMain.number(engine);
                assertTrue(found == said.done || found == said.begun, said + ", found " + found + ", seed " + seed);
                assertTrue(found > done, "goes on from " + done);
                assertEquals(found, engine.recovery().lastLsn());
                done = found;
                replayed += engine.recovery().replayed();
            }
            try (LoggedEngine again = EngineMain.open(directory)) {
                assertEquals(done, EngineMain.number(again));
                assertEquals(0, again.recovery().replayed());
            }
        }
        reporter.publishEntry("killed", KILLS + " times, counted to " + done + ", replayed " + replayed);
    }

    /** What a program said before it died. */
    private record Said(long begun, long done) {}

    /** Kills by the handle: destroyForcibly would close the pipe and lose what was said last. */
    private Said killAfter(int transactions) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long begun = 0;
        long done = 0;
        int seen = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("begin ")) {
                    begun = Long.parseLong(line.substring("begin ".length()));
                } else if (line.startsWith("done ")) {
                    done = Long.parseLong(line.substring("done ".length()));
                    if (++seen == transactions) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            child.waitFor();
        } finally {
            child.destroyForcibly();
        }
        return new Said(Math.max(begun, done), done);
    }
}
