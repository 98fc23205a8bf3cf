// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.Kind;
import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.SubjectEntry;
import io.duramen.bench.result.SyncCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Durable appends of one number of threads and one size of records; fastest first, those that do not sync last. */
record DurableCell(int threads, int bytes, List<DurableRow> rows, List<DurableRound> rounds) {

    static List<DurableCell> of(Result result) {
        // a cell sorts by size, then by threads
        Map<Long, List<DurableRound>> cells = result.durable().stream()
                .collect(Collectors.groupingBy(
                        round -> ((long) round.bytes() << 32) + round.threads(), TreeMap::new, Collectors.toList()));
        return cells.values().stream().map(rounds -> cell(result, rounds)).toList();
    }

    private static DurableCell cell(Result result, List<DurableRound> rounds) {
        Map<String, List<DurableRound>> bySubject =
                rounds.stream().collect(Collectors.groupingBy(DurableRound::subject));
        List<DurableRow> rows = bySubject.entrySet().stream()
                .map(entry -> row(result, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(DurableRow::durable)
                        .thenComparingDouble(row -> row.ratio().median())
                        .reversed())
                .toList();
        return new DurableCell(rounds.get(0).threads(), rounds.get(0).bytes(), rows, rounds);
    }

    private static DurableRow row(Result result, String name, List<DurableRound> rounds) {
        SubjectEntry subject = result.subject(name);
        Optional<SyncCount> count = result.counts().stream()
                .filter(each -> each.subject().equals(name))
                .findFirst();
        boolean durable = subject.syncs()
                && count.map(each -> each.covered() == each.appends()).orElse(true);
        String label = count.map(SyncCount::label)
                .orElse(subject.syncs() ? "not counted" : "acknowledges without a sync, as it says");
        return DurableRow.of(subject, durable, label, rounds);
    }

    String title() {
        return threads + (threads == 1 ? " thread, " : " threads, ") + bytes + " B";
    }

    Optional<DurableRow> row(String name) {
        return rows.stream().filter(row -> row.subject().name().equals(name)).findFirst();
    }

    Optional<DurableRow> ours() {
        return row("duramen");
    }

    /** The fastest of those that sync and are somebody else's. */
    Optional<DurableRow> bestPeer() {
        return rows.stream()
                .filter(row -> row.subject().kind() == Kind.PEER && row.durable())
                .findFirst();
    }

    /** How many times faster one is than another, round by round. */
    Interval quotient(DurableRow left, DurableRow right) {
        return Interval.of(rounds(left)
                .flatMap(mine -> rounds(right)
                        .filter(other -> other.round() == mine.round())
                        .map(other -> mine.ratio() / other.ratio()))
                .toList());
    }

    private Stream<DurableRound> rounds(DurableRow row) {
        return rounds.stream()
                .filter(round -> round.subject().equals(row.subject().name()));
    }

    /** What our log is to another, in words. */
    String verdict(DurableRow other) {
        Function<DurableRow, String> against = ours -> {
            if (ours.equals(other) || !other.durable()) {
                return "";
            }
            String quotient = quotient(ours, other).text(2);
            if (ours.ratio().overlaps(other.ratio())) {
                return "not separable, " + quotient;
            }
            return (ours.ratio().median() > other.ratio().median() ? "ahead, " : "behind, ") + quotient;
        };
        return ours().map(against).orElse("");
    }
}
