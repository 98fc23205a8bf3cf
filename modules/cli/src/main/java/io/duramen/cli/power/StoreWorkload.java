// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.util.List;

/**
 * Something the state store does while the power fails. A workload is one class: what it does, and what each of its steps
 * changes. The oracle does the rest: it computes from the steps what the store must hold.
 *
 * <p>Step 1 is the creation of the store; every later step is one transaction.
 */
interface StoreWorkload {

    /** One word to call it by. */
    String name();

    /** What it does, as half a sentence. */
    String what();

    /** Works on a store just created; the same for the same seed. */
    void work(StoreSession session);

    /**
     * What a transaction changes. Follows from its arguments alone and puts at least one value of {@link StoreSteps#value}, by
     * which the oracle sees how far the store has come.
     */
    default void change(StepChanges changes, long step, long seed) {
        StoreSteps.several(changes, step, seed);
    }

    /**
     * What is done before a step is tried that changes no state; again, wholly or in part, if the power failed before the step
     * was done. So of a store that stands at a step all of it was done up to there.
     */
    default void before(long step, StateStore store) {}

    /** Requires of a store that stands at a step what {@link #before} was to do. */
    default void check(StateStore store, long step, long seed) {}

    /** How the store is opened, beside what all have in common. */
    default StoreOptions.Builder with(StoreOptions.Builder options) {
        return options;
    }

    /** Every workload there is. */
    static List<StoreWorkload> all() {
        return List.of(
                new Checkpoints(),
                new Reopens(),
                new LargeValues(),
                new MixedTransactions(),
                new Groups(),
                new StrictCommits(),
                new Merges(),
                new NamedSnapshots(),
                new SingleCommits());
    }
}
