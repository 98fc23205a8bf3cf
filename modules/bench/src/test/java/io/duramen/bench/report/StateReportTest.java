// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.Kind;
import io.duramen.bench.result.CommitOutcome;
import io.duramen.bench.result.CommitRound;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.result.Failure;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.GuaranteeEntry;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.Settings;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.result.StoreEntry;
import io.duramen.bench.result.SyncCount;
import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class StateReportTest {
    private static final int ROUNDS = 9;

    @Test
    void aPeerThatIsNotDurableIsLabelledAndNotComparedWith() {
        String text = StateMarkdown.of(result(1));
        assertTrue(text.contains("| Liar — NOT DURABLE |"), text);
        assertFalse(StatePage.of(result(1), null).contains("the best durable peer, Liar"));
    }

    @Test
    void processorTimeIsDividedByTheCommits() {
        assertTrue(StateMarkdown.of(result(1)).contains("| 50.0 (50.0–50.0) |"), StateMarkdown.of(result(1)));
    }

    @Test
    @Tag("S1.81")
    void thePageSaysWhatWasReachedAndWhatNot() {
        String text = StatePage.of(result(1), null);
        for (String row : List.of(
                "1 thread, 1 key a commit, 1,000 keys: commits, at least as many as the best durable peer, Fast <map> | 2.00 (2.00–2.00) | yes |",
                "1 thread, 1 key a commit, 1,000 keys: p99, at most that of the best durable peer, Fast <map> | 1.00 (1.00–1.00) | yes |",
                "flat: 1 thread, commits at 1,000,000 keys over those at 1,000, at least 0.9 | 0.50 (0.50–0.50) | no |",
                "one key: CPU µs beside the append of the same bytes, under 10 | 8.00 (8.00–8.00) | yes |",
                "recovery of 1,000,000 operations: CPU s, at most 2 | 3.00 (3.00–3.00) | no |",
                "steps done of 6 | 5.00 (5.00–5.00) | no |")) {
            assertTrue(text.contains(row), () -> row + "\n" + text);
        }
    }

    @Test
    void everyAimThatIsNotReachedIsNamedAgain() {
        String text = StatePage.of(result(1), null);
        assertTrue(text.contains("## Where an aim is not reached\n\n"), text);
        assertTrue(text.contains("- recovery of 1,000,000 operations: CPU s, at most 2: 3.00"), text);
    }

    @Test
    void theTableOfGuaranteesSaysWhatEachLacksAndWhereThatIsWritten() {
        String text = StatePage.of(result(1), null);
        assertTrue(text.contains("| guarantee | Duramen | Fast <map> | Liar |"), text);
        assertTrue(text.contains("| proofs against a root | yes | no | no |"), text);
        assertTrue(text.contains("| durable when acknowledged, counted | not counted | yes | no |"), text);
        assertTrue(
                text.contains("| Fast <map> | proofs against a root | no | none | <https://example.org/map> |"), text);
    }

    @Test
    @Tag("S1.77")
    void whatWasMeasuredBeforeAChangeStandsBesideWhatWasMeasuredAfterIt() {
        String text = StatePage.of(result(1), result(2));
        assertTrue(text.contains("## Before and after"), text);
        assertTrue(text.contains("| recovery, CPU s | 6.00 (6.00–6.00) | 3.00 (3.00–3.00) | 0.50 |"), text);
        assertTrue(text.contains("| 1 thread, 1 key a commit, 1,000 keys, × floor | 1.00 (1.00–1.00) |"), text);
        assertFalse(StatePage.of(result(1), null).contains("## Before and after"));
    }

    @Test
    void theHtmlPageIsWellFormedAndNeedsNothingElse() throws Exception {
        String page = StateHtml.of(result(1));
        assertTrue(page.contains("Fast &lt;map&gt;"));
        assertTrue(page.contains("Duramen by the size of the store, 1 thread"));
        assertFalse(page.contains("<script") || page.contains("url("));
        // what browsers forgive is mended here, the rest must be XML
        String xml = page.substring(page.indexOf("<html")).replaceAll("<meta([^>]*)>", "<meta$1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void aResultSurvivesItsFileAndIsToldFromOneOfLogs(@TempDir Path directory) {
        Path file = directory.resolve("state.json");
        ResultFile.write(file, result(1));
        assertEquals(result(1), ResultFile.read(file, StateResult.class));
        assertTrue(ResultFile.isOfStores(file));
        ResultFile.write(file, Result.empty("2026-11-21", machine(), settings()));
        assertFalse(ResultFile.isOfStores(file));
    }

    @Test
    void aLaterRunReplacesOnlyWhatItMeasured() {
        StateResult later = StateResult.empty("2026-11-22", machine(), new Settings(1, 9, 9, 7));
        later.goals().add(new GoalRound(1, "recovery", new GoalOutcome(Map.of("CPU s", 1.0))));
        StateResult both = later.over(result(1));
        assertEquals(result(1).commits(), both.commits());
        assertEquals(
                List.of(1.0),
                both.goals().stream()
                        .filter(round -> round.goal().equals("recovery"))
                        .map(round -> round.outcome().figures().get("CPU s"))
                        .toList());
        assertEquals(1, both.settings().seconds());
        assertEquals(7, both.settings().records());
        StateResult nothing = StateResult.empty("2026-11-22", machine(), new Settings(1, 9, 9, 7));
        assertEquals(1_000_000, nothing.over(result(1)).settings().records());
    }

    /** A result in which everything takes some times as long. */
    private static StateResult result(int times) {
        StateResult result = StateResult.empty("2026-11-21", machine(), settings());
        result.stores()
                .addAll(List.of(
                        entry("duramen", "Duramen", Kind.DURAMEN, Answer.yes("a tree", "commit: MerkleProofTest")),
                        entry("fast", "Fast <map>", Kind.PEER, Answer.no("none", "https://example.org/map")),
                        entry("liar", "Liar", Kind.PEER, Answer.no("none", "https://example.org/liar"))));
        result.counts().add(new SyncCount("fast", 200, 200, 200, "fsync 200"));
        result.counts().add(new SyncCount("liar", 200, 3, 3, "fsync 3"));
        for (int round = 1; round <= ROUNDS; round++) {
            commits(result, round, "duramen", 1000, 2000 / times);
            commits(result, round, "fast", 1000, 1000 / times);
            commits(result, round, "liar", 1000, 9_000_000);
            commits(result, round, "duramen", 1_000_000, 1000 / times);
            Map<String, Double> figures = Map.of("CPU s", 3.0 * times, "transactions", 1e6);
            result.goals().add(new GoalRound(round, "recovery", new GoalOutcome(figures)));
        }
        result.goals()
                .add(new GoalRound(
                        1, "one-key", new GoalOutcome(Map.of("CPU us beside the append, most keys", 8.0 * times))));
        result.goals().add(new GoalRound(1, "heap", new GoalOutcome(Map.of("steps of 6", 5.0))));
        result.failures().add(new Failure("fast", "fill 1000", "no library"));
        return result;
    }

    private static void commits(StateResult result, int round, String store, int keys, long commits) {
        List<Long> nanos = DurableOutcome.PERCENTILES.stream()
                .map(percentile -> 100_000 + (long) (percentile * 1000))
                .toList();
        DurableOutcome timed = new DurableOutcome(commits, 1, 1000, 1000, 100_000, nanos);
        result.commits().add(new CommitRound(round, store, keys, 1, 1, new CommitOutcome(timed, commits * 50 / 1e6)));
    }

    private static StoreEntry entry(String name, String title, Kind kind, Answer answer) {
        return new StoreEntry(
                name,
                title,
                kind,
                "1",
                Stream.of(Guarantee.values())
                        .map(guarantee -> new GuaranteeEntry(guarantee, answer))
                        .toList());
    }

    private static Settings settings() {
        return new Settings(ROUNDS, 1, 1, 1_000_000);
    }

    private static Machine machine() {
        return new Machine(2, 8, "ext4", "Linux amd64", "6.1", "OpenJDK 17");
    }
}
