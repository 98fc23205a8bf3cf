// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.SubjectEntry;
import java.util.List;

/** One subject in one cell of durable appends: medians over the rounds. */
record DurableRow(
        SubjectEntry subject,
        boolean durable,
        String syncs,
        Interval ratio,
        double rate,
        List<Double> ratios,
        List<Double> micros) {

    static DurableRow of(SubjectEntry subject, boolean durable, String syncs, List<DurableRound> rounds) {
        List<Double> ratios = rounds.stream().map(DurableRound::ratio).toList();
        return new DurableRow(
                subject,
                durable,
                syncs,
                Interval.of(ratios),
                Interval.median(
                        rounds.stream().map(round -> round.outcome().rate()).toList()),
                ratios,
                DurableOutcome.PERCENTILES.stream()
                        .map(percentile -> Interval.median(rounds.stream()
                                .map(round -> round.outcome().latency(percentile) / 1e3)
                                .toList()))
                        .toList());
    }

    double micros(double percentile) {
        return micros.get(DurableOutcome.PERCENTILES.indexOf(percentile));
    }
}
