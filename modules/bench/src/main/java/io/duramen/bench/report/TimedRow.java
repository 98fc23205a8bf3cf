// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.BufferedRound;
import io.duramen.bench.result.OpenRound;
import io.duramen.bench.result.ReplayRound;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.SubjectEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** One subject in a work other than durable appends: what counts, what goes with it, and a remark. */
record TimedRow(SubjectEntry subject, Interval value, double second, String remark, List<Double> values) {

    /** Buffered appends: a second, drained; and before the drain. Fastest first. */
    static List<TimedRow> buffered(Result result, String place) {
        return rows(
                result,
                result.buffered().stream()
                        .filter(round -> round.place().equals(place))
                        .toList(),
                BufferedRound::subject,
                round -> round.outcome().appends() / round.outcome().drainedSeconds(),
                round -> round.outcome().appends() / round.outcome().seconds(),
                rounds -> "",
                Comparator.comparingDouble((TimedRow row) -> row.value().median())
                        .reversed());
    }

    /** Replay: milliseconds in all; and to open. Fastest first. */
    static List<TimedRow> replay(Result result) {
        return rows(
                result,
                result.replay(),
                ReplayRound::subject,
                round -> round.outcome().millis(),
                round -> round.outcome().openMillis(),
                rounds -> result.subject(rounds.get(0).subject()).verifies() ? "its own" : "the bench's",
                Comparator.comparingDouble(row -> row.value().median()));
    }

    /** Opening: milliseconds until the first durable append; and until open. Fastest first. */
    static List<TimedRow> open(Result result) {
        return rows(
                result,
                result.open(),
                OpenRound::subject,
                round -> round.outcome().readyMillis(),
                round -> round.outcome().openMillis(),
                rounds -> Long.toString(rounds.stream()
                        .mapToLong(round -> round.outcome().lost())
                        .sum()),
                Comparator.comparingDouble(row -> row.value().median()));
    }

    private static <T> List<TimedRow> rows(
            Result result,
            List<T> rounds,
            Function<T, String> name,
            ToDoubleFunction<T> value,
            ToDoubleFunction<T> second,
            Function<List<T>, String> remark,
            Comparator<TimedRow> order) {
        Map<String, List<T>> bySubject = rounds.stream().collect(Collectors.groupingBy(name));
        return bySubject.entrySet().stream()
                .map(entry -> {
                    List<Double> values =
                            entry.getValue().stream().map(value::applyAsDouble).toList();
                    return new TimedRow(
                            result.subject(entry.getKey()),
                            Interval.of(values),
                            Interval.median(entry.getValue().stream()
                                    .map(second::applyAsDouble)
                                    .toList()),
                            remark.apply(entry.getValue()),
                            values);
                })
                .sorted(order)
                .toList();
    }
}
