// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.Kind;
import io.duramen.bench.result.BufferedOutcome;
import io.duramen.bench.result.BufferedRound;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.Failure;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.OpenOutcome;
import io.duramen.bench.result.OpenRound;
import io.duramen.bench.result.ReplayOutcome;
import io.duramen.bench.result.ReplayRound;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.Settings;
import io.duramen.bench.result.SubjectEntry;
import io.duramen.bench.result.SyncCount;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {
    private static final int ROUNDS = 6;

    @Test
    void whoAcknowledgesWithoutASyncIsNoRivalHoweverFast() {
        DurableCell cell = DurableCell.of(result()).get(0);
        assertEquals("fast", cell.bestPeer().orElseThrow().subject().name());
        DurableRow last = cell.rows().get(cell.rows().size() - 1);
        assertEquals("liar", last.subject().name());
        assertFalse(last.durable());
        assertEquals("acknowledges without a sync: 3 of 200 covered", last.syncs());
        assertEquals("", cell.verdict(last));
    }

    @Test
    void whereIntervalsOverlapNobodyIsAhead() {
        DurableCell cell = DurableCell.of(result()).get(0);
        assertTrue(cell.verdict(cell.row("slow").orElseThrow()).startsWith("ahead, 4.0"));
        assertTrue(cell.verdict(cell.row("fast").orElseThrow()).startsWith("not separable, "));
    }

    @Test
    void markdownNamesEverybodyAndEveryWork() {
        String text = MarkdownReport.of(result());
        for (String expected : List.of(
                "1 thread, 256 B",
                "on tmpfs",
                "Replay",
                "killed",
                "Who syncs",
                "Could not",
                "Fast <journal>",
                "no library")) {
            assertTrue(text.contains(expected), expected);
        }
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        String page = HtmlReport.of(result());
        assertTrue(page.contains("Fast &lt;journal&gt;"));
        assertFalse(page.contains("http") || page.contains("<script") || page.contains("url("));
        // what browsers forgive is mended here, the rest must be XML
        String xml = page.substring(page.indexOf("<html")).replaceAll("<meta([^>]*)>", "<meta$1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void thePageOfTheDocumentationSaysWhatWasReachedAndWhatNot() {
        String text = PerformancePage.of(result());
        assertTrue(text.contains("| 1 thread, 256 B: at least 0.95 of the floor | 0.80 (0.75–0.85) | no |"), text);
        assertTrue(text.contains("under 200 ms per million, ahead of all peers | 100 (100–100) ms | yes |"), text);
    }

    @Test
    void everyAimThatIsNotReachedIsNamedAgainWithAReasonOrWithoutOne() {
        String text = PerformancePage.of(result());
        assertTrue(text.contains("## Where an aim is not reached\n\n- 1 thread, 256 B: at least 0.95"), text);
        assertTrue(text.contains("at most 2: 3.00 (3.00–3.00). Not explained yet.\n"), text);
    }

    @Test
    void theGoalsSayWhatWasReachedAndWhoShowsTheRest() {
        String text = PerformancePage.of(result());
        assertTrue(text.contains("records a sync, at least 30 | 40.00 (40.00–40.00) | yes |"), text);
        assertTrue(text.contains("p99 in µs, at most 2 | 3.00 (3.00–3.00) | no |"), text);
        assertTrue(text.contains("no byte of a frame can change unseen"), text);
    }

    @Test
    void aResultSurvivesItsFile(@TempDir Path directory) {
        Path file = directory.resolve("result.json");
        ResultFile.write(file, result());
        assertEquals(result(), ResultFile.read(file, Result.class));
    }

    @Test
    void aLaterRunReplacesOnlyWhatItMeasured() {
        Result later = Result.empty("2026-11-22", machine(), new Settings(ROUNDS, 9, 9, 1_000_000));
        later.subjects().add(entry("fast", "Fast <journal>", Kind.PEER));
        later.replay().add(new ReplayRound(1, "fast", 256, new ReplayOutcome(1_000_000, 1, 50)));
        Result both = later.over(result());
        assertEquals(List.of(50.0), TimedRow.replay(both).get(0).values());
        assertEquals(result().durable(), both.durable());
        assertEquals(result().settings(), both.settings());
        assertEquals(result().replay().size(), both.replay().size());
    }

    @Test
    void whoIsMeasuredAfterAllIsNoLongerAmongThoseWhoCouldNotBe() {
        Result then = result();
        then.failures().add(new Failure("slow", DurableRound.work(64, 1024), "it hung"));
        Result later = Result.empty("2026-11-22", machine(), then.settings());
        later.durable()
                .add(new DurableRound(1, "slow", 64, 1024, then.durable().get(0).outcome()));

        assertEquals(
                List.of(new Failure("slow", "replay", "no library")),
                later.over(then).failures());
    }

    private static Result result() {
        Result result = Result.empty("2026-11-21", machine(), new Settings(ROUNDS, 1, 1, 1_000_000));
        result.subjects()
                .addAll(List.of(
                        entry("duramen", "Duramen, WAL", Kind.DURAMEN),
                        entry("fast", "Fast <journal>", Kind.PEER),
                        entry("slow", "Slow journal", Kind.PEER),
                        entry("liar", "Liar", Kind.PEER)));
        result.counts().add(new SyncCount("liar", 200, 3, 3, "fdatasync 3"));
        for (int round = 1; round <= ROUNDS; round++) {
            double swing = round % 2 == 0 ? 0.05 : -0.05;
            durable(result, round, "duramen", 0.8 + swing);
            durable(result, round, "fast", 0.8 - swing);
            durable(result, round, "slow", 0.2 + swing / 4);
            durable(result, round, "liar", 900);
        }
        result.buffered().add(new BufferedRound(1, "fast", "tmpfs", 256, new BufferedOutcome(1_000_000, 1, 2)));
        result.replay().add(new ReplayRound(1, "duramen", 256, new ReplayOutcome(1_000_000, 10, 100)));
        result.replay().add(new ReplayRound(1, "fast", 256, new ReplayOutcome(1_000_000, 10, 400)));
        result.open().add(new OpenRound(1, "fast", 256, new OpenOutcome(1000, 1001, 10, 20)));
        result.goals().add(new GoalRound(1, "slow-sync", new GoalOutcome(Map.of("records a sync", 40.0))));
        result.goals().add(new GoalRound(1, "claim", new GoalOutcome(Map.of("p99 us", 3.0))));
        result.failures().add(new Failure("slow", "replay", "no library"));
        return result;
    }

    private static void durable(Result result, int round, String subject, double ratio) {
        List<Long> nanos = DurableOutcome.PERCENTILES.stream()
                .map(percentile -> 100_000 + (long) (percentile * 1000))
                .toList();
        result.durable()
                .add(new DurableRound(
                        round,
                        subject,
                        1,
                        256,
                        new DurableOutcome((long) (10_000 * ratio), 1, 9_000, 11_000, 100_000, nanos)));
    }

    private static SubjectEntry entry(String name, String title, Kind kind) {
        return new SubjectEntry(name, title, kind, "1", true, true);
    }

    private static Machine machine() {
        return new Machine(2, 8, "ext4", "Linux amd64", "6.1", "OpenJDK 17");
    }
}
