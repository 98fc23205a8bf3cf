// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.StateResult;
import java.util.List;
import java.util.TreeSet;

/** What two results have both measured of our store, and how many times the later figure is the earlier. */
final class BeforeAfter {
    private static final String OURS = "duramen";

    private final Table table = new Table("figure", "before", "after", "times");

    private BeforeAfter() {}

    static Table of(StateResult before, StateResult after) {
        BeforeAfter both = new BeforeAfter();
        both.commits(CommitCell.of(before), CommitCell.of(after));
        both.goals(before.goals(), after.goals());
        return both.table;
    }

    private void commits(List<CommitCell> before, List<CommitCell> after) {
        for (CommitCell now : after) {
            CommitCell.find(before, now.keys(), now.threads(), now.changes())
                    .ifPresent(then -> then.cell()
                            .row(OURS)
                            .ifPresent(old -> now.cell().row(OURS).ifPresent(row -> {
                                add(now.title() + ", × floor", old.ratio(), row.ratio());
                                add(now.title() + ", CPU µs", then.processor(old), now.processor(row));
                            })));
        }
    }

    private void goals(List<GoalRound> before, List<GoalRound> after) {
        after.stream().map(GoalRound::goal).distinct().forEach(goal -> {
            GoalFigures then = GoalFigures.of(before, goal);
            GoalFigures now = GoalFigures.of(after, goal);
            TreeSet<String> names = new TreeSet<>();
            now.rounds().forEach(round -> names.addAll(round.outcome().figures().keySet()));
            names.forEach(name -> then.figure(name)
                    .ifPresent(old -> now.figure(name).ifPresent(value -> add(goal + ", " + name, old, value))));
        });
    }

    private void add(String figure, Interval before, Interval after) {
        table.add(
                figure,
                GoalFigures.text(before),
                GoalFigures.text(after),
                before.median() == 0
                        ? ""
                        : String.format(java.util.Locale.ROOT, "%.2f", after.median() / before.median()));
    }
}
