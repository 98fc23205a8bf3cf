// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.StateResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the store was to reach beside others and by itself, each with what was measured and whether that is enough. */
final class StateAims {
    private static final double FLAT = 0.9;
    private static final String MOST_KEYS = "CPU us beside the append, most keys";

    private final StateResult result;
    private final List<CommitCell> cells;

    StateAims(StateResult result) {
        this.result = result;
        this.cells = CommitCell.of(result);
    }

    /** Beside the peers: none of them gives the same guarantees, all of them are compared with. */
    Table besideOthers() {
        Table table = new Table("aim", "measured (95 %)", "reached");
        for (CommitCell cell : cells) {
            cell.cell().ours().ifPresent(ours -> {
                cell.cell()
                        .bestPeer()
                        .ifPresent(peer -> add(
                                table,
                                cell.title() + ": commits, at least as many as the best durable peer, "
                                        + peer.subject().title(),
                                cell.cell().quotient(ours, peer),
                                1,
                                true));
                lowestTail(cell)
                        .ifPresent(peer -> add(
                                table,
                                cell.title() + ": p99, at most that of the best durable peer, "
                                        + peer.subject().title(),
                                tail(cell, ours, peer),
                                1,
                                false));
            });
        }
        return table;
    }

    private static Optional<DurableRow> lowestTail(CommitCell cell) {
        return cell.cell().rows().stream()
                .filter(row -> row.subject().kind() == io.duramen.bench.Kind.PEER && row.durable())
                .min(Comparator.comparingDouble(row -> row.micros(99.0)));
    }

    /** p99 of one over that of another, round by round. */
    private static Interval tail(CommitCell cell, DurableRow left, DurableRow right) {
        return Interval.of(cell.cell().rounds().stream()
                .filter(mine -> mine.subject().equals(left.subject().name()))
                .flatMap(mine -> cell.cell().rounds().stream()
                        .filter(other ->
                                other.subject().equals(right.subject().name()) && other.round() == mine.round())
                        .map(other -> (double) mine.outcome().latency(99.0)
                                / other.outcome().latency(99.0)))
                .toList());
    }

    /** By itself. */
    Table byItself() {
        Table table = new Table("aim", "measured (95 %), or shown by", "reached");
        flat(table, 1);
        flat(table, 16);
        atMost(table, "one key: CPU µs beside the append of the same bytes, under 10", "one-key", MOST_KEYS, 10);
        table.add(
                "K4: as many syncs as appends of the same bytes, and bytes within 10 %",
                "`proof: CommitOverheadTest`", "yes");
        atMost(
                table,
                "K4: sync of 1 ms, 16 writers: percent slower than appends of the same bytes, at most 10",
                "overhead",
                "16 writers, percent slower",
                10);
        atMost(
                table,
                "K4: sync of 1 ms, 1 writer: percent slower than a synced write of the same bytes, at most 10",
                "overhead",
                "1 writer, percent slower",
                10);
        recovery(table, "recovery", "");
        recovery(table, "recovery-sealed", ", sealed");
        atMost(
                table,
                "opening with uncommitted transactions: CPU ms over opening without, at most 100",
                "uncommitted",
                "CPU ms over none",
                100);
        GoalFigures.of(result.goals(), "heap")
                .figure("steps of 6")
                .ifPresent(steps -> table.add(
                        "fill, checkpoint, open, change, checkpoint, recover with -Xmx256m: steps done of 6",
                        GoalFigures.text(steps),
                        reached(steps.low() >= 6)));
        atMost(table, "a write and its sync: µs, at most 5000", "steps", "us write and sync", 5000);
        atMost(table, "a rename without its sync: µs, at most 100", "steps", "us rename", 100);
        return table;
    }

    private void recovery(Table table, String goal, String how) {
        String operations = GoalFigures.of(result.goals(), goal)
                .figure("transactions")
                .map(count -> Table.count(count.median()))
                .orElse("");
        atMost(table, "recovery of " + operations + " operations" + how + ": CPU s, at most 2", goal, "CPU s", 2);
    }

    /** Commits to the largest store beside those to the smallest. */
    private void flat(Table table, int threads) {
        OptionalLong least = sizes(threads).min();
        OptionalLong most = sizes(threads).max();
        if (least.isEmpty() || least.getAsLong() == most.getAsLong()) {
            return;
        }
        Interval times = Interval.of(ours(most.getAsLong(), threads).stream()
                .flatMap(large -> ours(least.getAsLong(), threads).stream()
                        .filter(small -> small.round() == large.round())
                        .map(small -> large.ratio() / small.ratio()))
                .toList());
        add(
                table,
                "flat: " + threads + (threads == 1 ? " thread" : " threads") + ", commits at "
                        + Table.count((double) most.getAsLong()) + " keys over those at "
                        + Table.count((double) least.getAsLong())
                        + ", at least 0.9",
                times,
                FLAT,
                true);
    }

    private java.util.stream.LongStream sizes(int threads) {
        return cells.stream()
                .filter(cell -> cell.changes() == 1
                        && cell.threads() == threads
                        && cell.cell().ours().isPresent())
                .mapToLong(CommitCell::keys);
    }

    private List<DurableRound> ours(long keys, int threads) {
        return CommitCell.find(cells, keys, threads, 1)
                .map(cell -> cell.cell().rounds().stream()
                        .filter(round -> round.subject().equals("duramen"))
                        .toList())
                .orElse(List.of());
    }

    private void atMost(Table table, String aim, String goal, String figure, double most) {
        GoalFigures.of(result.goals(), goal)
                .figure(figure)
                .ifPresent(value -> table.add(aim, GoalFigures.text(value), reached(value.median() <= most)));
    }

    private static void add(Table table, String aim, Interval measured, double bound, boolean least) {
        table.add(aim, measured.text(2), reached(least ? measured.median() >= bound : measured.median() <= bound));
    }

    private static String reached(boolean reached) {
        return reached ? "yes" : "no";
    }
}
