// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.JavaEntry;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.SealResult;
import io.duramen.bench.result.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealReportTest {
    private static final int ROUNDS = 6;

    @Test
    @Tag("S1.81")
    @Tag("S3.23")
    void thePageSaysOfEachJavaWhatWasReachedAndWhatNot() {
        String text = SealPage.of(result());
        for (String row : List.of(
                "at most 2, Java 17 | 1.75 (1.75–1.75) | yes |",
                "at most 2, Java 25 | 3.50 (3.50–3.50) | no |",
                "sync of 1 ms: percent fewer appends, at most 10, Java 17 | 8.00 (8.00–8.00) | yes |",
                "sync of 1 ms: percent fewer appends, at most 10, Java 25 | 16.00 (16.00–16.00) | no |")) {
            assertTrue(text.contains(row), () -> row + "\n" + text);
        }
        assertTrue(text.contains("## Where an aim is not reached"), text);
    }

    @Test
    void eachJavaHasAColumn() {
        String text = SealPage.of(result());
        for (String row : List.of(
                "| a whole frame, as the log seals it | 4096 B | 1750 (1750–1750) | 3500 (3500–3500) |",
                "| 8 random bytes from the kernel |  | 700 (700–700) | 1400 (1400–1400) |",
                "| bouncy-castle | 64 MiB, passes 3, lanes 4 | 190 (190–190) | 380 (380–380) |",
                "| 16 records of 256 B | 4,800 | 4,824 | 24 | 0.5 |")) {
            assertTrue(text.contains(row), () -> row + "\n" + text);
        }
        assertFalse(text.contains("argon2-jvm |"), "no row for what was not there");
    }

    @Test
    void thePageSaysWhetherTheMachineHadOtherWorkToDo() {
        String text = SealPage.of(result());
        assertTrue(
                text.contains(
                        "In the minute before it 1.5 processes ran or waited to, so the machine had other work to do;"),
                text);
        assertTrue(text.contains("Begun 2026-11-21T20:30:00Z."), text);
    }

    @Test
    void aResultSurvivesItsFileAndIsToldFromOthers(@TempDir Path directory) {
        Path file = directory.resolve("seal.json");
        ResultFile.write(file, result());
        assertEquals(result(), ResultFile.read(file, SealResult.class));
        assertTrue(ResultFile.isOfSealing(file));
        assertFalse(ResultFile.isOfStores(file));
    }

    /** Java 25 takes twice as long for everything. */
    private static SealResult result() {
        SealResult result = SealResult.empty("2026-11-21T20:30:00Z", new Settings(ROUNDS, 0, 0.5, 100_000));
        result.load().addAll(List.of(1.5, 2.5));
        for (int java : new int[] {17, 25}) {
            int times = java == 17 ? 1 : 2;
            Machine machine = new Machine(2, 24, "ext4", "Linux amd64", "6.1", "VM " + java + " (" + java + ".0.1)");
            JavaEntry entry = JavaEntry.empty(java, machine);
            for (int round = 1; round <= ROUNDS; round++) {
                add(
                        entry,
                        round,
                        "frames",
                        Map.of("frame, 4096 B: CPU ns", 1750.0 * times, "hedge: CPU ns", 700.0 * times));
                add(entry, round, "seal-slow-sync", Map.of("percent fewer", 8.0 * times));
                add(entry, round, "argon2", Map.of("bouncy-castle, 64 MiB, passes 3, lanes 4: ms", 190.0 * times));
                add(
                        entry,
                        round,
                        "seal-size",
                        Map.of("bytes of 16 records, plain", 4800.0, "bytes of 16 records, sealed", 4824.0));
            }
            result.javas().add(entry);
        }
        return result;
    }

    private static void add(JavaEntry entry, int round, String goal, Map<String, Double> figures) {
        entry.goals().add(new GoalRound(round, goal, new GoalOutcome(figures)));
    }
}
