// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Subject;
import io.duramen.bench.child.Trees;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.goals.Goals;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What no comparison with peers shows; and one thread at 4 KiB beside a file that grows. */
final class GoalRun {
    private static final int LARGE = 4096;
    private static final List<String> LARGE_SUBJECTS = List.of("floor-prewritten", "floor-grow", "duramen");

    private final Runs runs;

    GoalRun(Runs runs) {
        this.runs = runs;
    }

    void run(List<Subject> all) throws IOException {
        DurableRun durable = new DurableRun(runs);
        List<Subject> large = all.stream()
                .filter(subject -> LARGE_SUBJECTS.contains(subject.name()))
                .toList();
        for (int round = 1; round <= runs.options().rounds(); round++) {
            for (Goal goal : Goals.all()) {
                measure(round, goal);
            }
            for (Subject subject : Runs.rotated(large, round)) {
                durable.measure(round, subject, 1, LARGE);
            }
            runs.roundDone().run();
        }
    }

    /** A goal that fails ends the run: it is our own log that failed. */
    private void measure(int round, Goal goal) throws IOException {
        Path directory = runs.fresh("run");
        GoalOutcome outcome = runs.children().run(runs.arguments(goal, directory), GoalOutcome.class);
        Trees.delete(directory);
        Trees.settle(runs.options().directory());
        runs.result().goals().add(new GoalRound(round, goal.name(), outcome));
        Runs.say("round %d  %s %s", round, goal.name(), outcome.figures());
    }
}
