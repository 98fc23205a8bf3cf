// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.CommitRound;
import io.duramen.bench.result.StateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Durable commits of one number of threads, of keys a commit sets, and of keys the stores hold; told as appends are. */
record CommitCell(long keys, int changes, DurableCell cell, List<CommitRound> rounds) {

    /** Returns all cells: small stores first, then few changes, then few threads. */
    static List<CommitCell> of(StateResult result) {
        List<CommitCell> cells = new ArrayList<>();
        for (long keys : result.commits().stream()
                .mapToLong(CommitRound::keys)
                .distinct()
                .sorted()
                .toArray()) {
            for (int changes : result.commits().stream()
                    .mapToInt(CommitRound::changes)
                    .distinct()
                    .sorted()
                    .toArray()) {
                for (DurableCell cell : DurableCell.of(result.asAppends(keys, changes))) {
                    cells.add(new CommitCell(keys, changes, cell, rounds(result, keys, changes, cell.threads())));
                }
            }
        }
        return cells;
    }

    private static List<CommitRound> rounds(StateResult result, long keys, int changes, int threads) {
        return result.commits().stream()
                .filter(round -> round.keys() == keys && round.changes() == changes && round.threads() == threads)
                .toList();
    }

    static Optional<CommitCell> find(List<CommitCell> cells, long keys, int threads, int changes) {
        return cells.stream()
                .filter(each -> each.keys == keys && each.changes == changes && each.threads() == threads)
                .findFirst();
    }

    int threads() {
        return cell.threads();
    }

    String title() {
        return String.format(
                Locale.ROOT,
                "%d %s, %d %s a commit, %,d keys",
                threads(),
                threads() == 1 ? "thread" : "threads",
                changes,
                changes == 1 ? "key" : "keys",
                keys);
    }

    /** What a commit of a store cost all processors together, in microseconds. */
    Interval processor(DurableRow row) {
        return Interval.of(rounds.stream()
                .filter(round -> round.store().equals(row.subject().name()))
                .map(round -> round.outcome().processorMicros())
                .toList());
    }

    Table table() {
        Table table = new Table(
                "store",
                "commits/s",
                "× floor (95 %)",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "CPU µs a commit",
                "Duramen is",
                "syncs");
        for (DurableRow row : cell.rows()) {
            table.add(
                    row.subject().title() + (row.durable() ? "" : " — NOT DURABLE"),
                    Table.count(row.rate()),
                    row.ratio().text(2),
                    Table.count(row.micros(50.0)),
                    Table.count(row.micros(99.0)),
                    Table.count(row.micros(99.9)),
                    processor(row).text(1),
                    cell.verdict(row),
                    row.syncs());
        }
        return table;
    }
}
