// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.child.Trees;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Rounds of goals. One that fails ends the run: it is our own code that failed. */
record GoalRounds(Runs runs, List<GoalRound> rounds) {

    /** Makes what the rounds of some goals measure, once for all rounds. */
    void prepare(List<Goal> goals) throws IOException {
        for (Goal goal : goals) {
            if (goal.isPrepared()) {
                Path directory = runs.fresh(place(goal));
                Runs.say("preparing %s", goal.name());
                runs.children().run(goal.jvmFlags(), runs.arguments("prepare", goal, directory), Map.class);
            }
        }
    }

    void measure(int round, Goal goal) throws IOException {
        Path directory = goal.isPrepared() ? runs.options().directory().resolve(place(goal)) : runs.fresh("run");
        GoalOutcome outcome =
                runs.children().run(goal.jvmFlags(), runs.arguments("goal", goal, directory), GoalOutcome.class);
        if (!goal.isPrepared()) {
            Trees.delete(directory);
        }
        Trees.settle(runs.options().directory());
        rounds.add(new GoalRound(round, goal.name(), outcome));
        Runs.say("round %d  %s %s", round, goal.name(), outcome.figures());
    }

    private static String place(Goal goal) {
        return "goal-" + goal.name();
    }
}
