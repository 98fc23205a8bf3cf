// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page of the documentation, {@code docs/performance.md}. It holds no figure that is not in the result. */
public final class PerformancePage {
    private static final double LEVEL = 0.95;
    private static final double AHEAD = 1.25;
    private static final double REFERENCE_AHEAD = 5;
    private static final double BUFFERED = 2.5e6;
    private static final double REPLAY_MILLIS = 200;

    private PerformancePage() {}

    /**
     * Writes the page.
     *
     * @param result what was measured
     * @return the page
     */
    public static String of(Result result) {
        StringBuilder text = new StringBuilder("""
                <!--
                  SPDX-FileCopyrightText: The Duramen authors
                  SPDX-License-Identifier: Apache-2.0
                -->
                <!-- Written by: java -jar modules/bench/peers/target/duramen-bench.jar page RESULT.json -->
                # How fast the log is

                """);
        text.append("Measured on ").append(Sections.machine(result)).append("\n\n");
        text.append(Sections.how(result)).append("\n\n");
        text.append("""
                To measure it on your own machine, on a disk that does nothing else:

                ```sh
                ./mvnw -q -Pbench -DskipTests -pl modules/bench/peers -am package
                java -jar modules/bench/peers/target/duramen-bench.jar all --rounds 9 --warmup 2 --seconds 3 --dir DIR --out OUT
                java -jar modules/bench/peers/target/duramen-bench.jar page OUT/result.json
                ```

                `OUT` then holds the figures as JSON, a Markdown table and one HTML page with plots. Which peers, in which versions, and why they are
                not downloaded by a normal build: [decision 0012](decisions/0012-what-the-bench-compares-with.md).

                ## What was aimed at, beside others

                """);
        Table aims = aims(result);
        Table goals = GoalTable.of(result);
        text.append(aims.markdown());
        text.append("""
                ## The twelve goals

                What is counted is asserted by the tests named; what is timed was measured in the run above.

                """);
        text.append(goals.markdown());
        text.append(Missed.markdown(List.of(aims, goals)));
        MarkdownReport.tables(text, result);
        text.append("## Versions\n\n").append(Tables.subjects(result).markdown());
        return text.toString().stripTrailing() + "\n";
    }

    private static Table aims(Result result) {
        Table table = new Table("aim", "measured (95 %)", "reached");
        List<DurableCell> cells = DurableCell.of(result);
        cell(cells, 1, 256)
                .ifPresent(cell -> cell.ours()
                        .ifPresent(ours ->
                                aim(table, "1 thread, 256 B: at least 0.95 of the floor", ours.ratio(), LEVEL)));
        for (int[] place : new int[][] {{16, 256}, {64, 1024}}) {
            cell(cells, place[0], place[1]).ifPresent(cell -> againstBestPeer(table, cell));
        }
        cell(cells, 64, 256).ifPresent(cell -> {
            against(table, cell, "mutex", REFERENCE_AHEAD);
            against(table, cell, "leader-follower", AHEAD);
        });
        TimedRow.buffered(result, "tmpfs").stream()
                .filter(row -> row.subject().name().equals("duramen-none"))
                .forEach(row -> table.add(
                        "buffered, 1 thread, 256 B, tmpfs: over 2.5 M/s, drained",
                        row.value().text(0),
                        reached(row.value().median() >= BUFFERED)));
        List<TimedRow> replay = TimedRow.replay(result);
        replay.stream()
                .filter(row -> row.subject().name().equals("duramen"))
                .forEach(row -> table.add(
                        String.format(
                                Locale.ROOT,
                                "replay of %,d x 256 B: under 200 ms per million, ahead of all peers",
                                result.settings().records()),
                        row.value().text(0) + " ms",
                        reached(row.value().median() * 1e6 / result.settings().records() < REPLAY_MILLIS
                                && replay.stream()
                                        .filter(other -> other.subject().kind() == io.duramen.bench.Kind.PEER)
                                        .allMatch(other -> row.value().high()
                                                < other.value().low()))));
        return table;
    }

    private static void againstBestPeer(Table table, DurableCell cell) {
        cell.bestPeer()
                .ifPresent(peer -> cell.ours()
                        .ifPresent(ours -> aim(
                                table,
                                cell.title() + ": at least 1.25 times the best durable peer, "
                                        + peer.subject().title(),
                                cell.quotient(ours, peer),
                                AHEAD)));
    }

    private static void against(Table table, DurableCell cell, String name, double least) {
        cell.row(name)
                .ifPresent(other -> cell.ours()
                        .ifPresent(ours -> aim(
                                table,
                                String.format(
                                        Locale.ROOT,
                                        "%s: at least %s times \"%s\"",
                                        cell.title(),
                                        least == Math.rint(least)
                                                ? Long.toString((long) least)
                                                : Double.toString(least),
                                        other.subject().title()),
                                cell.quotient(ours, other),
                                least)));
    }

    private static void aim(Table table, String aim, Interval measured, double least) {
        table.add(aim, measured.text(2), reached(measured.median() >= least));
    }

    private static String reached(boolean reached) {
        return reached ? "yes" : "no";
    }

    private static Optional<DurableCell> cell(List<DurableCell> cells, int threads, int bytes) {
        return cells.stream()
                .filter(cell -> cell.threads() == threads && cell.bytes() == bytes)
                .findFirst();
    }
}
