// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Checkpoints of little changes beside a large value, until what changed is merged with the base it lies on. */
final class Merges implements StoreWorkload {
    private static final int LARGE = 4_000;

    @Override
    public String name() {
        return "merges";
    }

    @Override
    public String what() {
        return "checkpoints of what changed, merged with their base when they are too much";
    }

    @Override
    public void change(StepChanges changes, long step, long seed) {
        StoreSteps.several(changes, step, seed);
        if (step == StoreSteps.CREATION + 1) {
            changes.put("large", StoreSteps.value(seed, step, LARGE));
        }
    }

    @Override
    public void work(StoreSession session) {
        for (int round = 0; round < 6; round++) {
            session.commit();
            session.checkpoint();
        }
        session.commit();
    }
}
