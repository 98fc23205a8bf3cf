// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.UsageException;
import java.util.List;

/** All goals. */
public final class Goals {

    private Goals() {}

    /**
     * Returns the goals in the order of the report.
     *
     * @return all of them
     */
    public static List<Goal> all() {
        return List.of(
                new SlowSyncGoal(),
                new RollGoal(),
                new ClaimGoal(),
                new OpenGoal(),
                new LiveReadersGoal(),
                new SyncEveryGoal(),
                new ReplaySizesGoal(),
                new MemoryGoal());
    }

    /**
     * Finds a goal.
     *
     * @param name its short name
     * @return the goal
     */
    public static Goal named(String name) {
        return all().stream()
                .filter(goal -> goal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no goal is called " + name));
    }
}
