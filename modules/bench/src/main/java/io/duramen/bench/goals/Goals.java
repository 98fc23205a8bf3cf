// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.UsageException;
import java.util.List;
import java.util.stream.Stream;

/** All goals. */
public final class Goals {

    private Goals() {}

    /**
     * Returns the goals of the log in the order of the report.
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
     * Returns the goals of a store's recovery.
     *
     * @return plain, then sealed
     */
    public static List<Goal> recovery() {
        return List.of(new RecoveryGoal(false), new RecoveryGoal(true));
    }

    /**
     * Returns the other goals of a store in the order of the report.
     *
     * @return all of them
     */
    public static List<Goal> state() {
        return List.of(
                new CommitCostGoal("one-key", 1),
                new CommitCostGoal("hundred-keys", 100),
                new OverheadGoal(),
                new UncommittedGoal(),
                new ProofGoal(),
                new HeapGoal(),
                new StepsGoal());
    }

    /**
     * Returns what is measured of sealing in the order of the report, but for what JMH measures.
     *
     * @return all of them
     */
    public static List<Goal> seal() {
        return List.of(
                new SealedRateGoal(true),
                new SealedRateGoal(false),
                new SealedAppendGoal(),
                new SealedOpenGoal(),
                new SealedSizeGoal(),
                new Argon2Goal());
    }

    /**
     * Finds a goal.
     *
     * @param name its short name
     * @return the goal
     */
    public static Goal named(String name) {
        return Stream.of(all(), recovery(), state(), seal())
                .flatMap(List::stream)
                .filter(goal -> goal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no goal is called " + name));
    }
}
