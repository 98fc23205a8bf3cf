// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Subject;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.goals.Goals;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.util.List;

/** What no comparison with peers shows; and one thread at 4 KiB beside a file that grows. */
final class GoalRun {
    private static final int LARGE = 4096;
    private static final List<String> LARGE_SUBJECTS = List.of("floor-prewritten", "floor-grow", "duramen");

    private final Runs runs;
    private final Result result;

    GoalRun(Runs runs, Result result) {
        this.runs = runs;
        this.result = result;
    }

    void run(List<Subject> all) throws IOException {
        DurableRun durable = new DurableRun(runs, result);
        GoalRounds goals = new GoalRounds(runs, result.goals());
        List<Subject> large = all.stream()
                .filter(subject -> LARGE_SUBJECTS.contains(subject.name()))
                .toList();
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (Goal goal : Goals.all()) {
                goals.measure(round, goal);
            }
            for (Subject subject : Runs.rotated(large, round)) {
                durable.measure(round, subject, 1, LARGE);
            }
            runs.roundDone().run();
        }
    }
}
