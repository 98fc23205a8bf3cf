// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Checkpoints between transactions, each letting the log forget what the one before it holds. */
final class Checkpoints implements StoreWorkload {
    private static final int LARGE = 34_000;

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public String what() {
        return "checkpoints, after which the log forgets segments and old checkpoints go";
    }

    @Override
    public void change(StepChanges changes, long step, long seed) {
        StoreSteps.several(changes, step, seed);
        changes.put("large", StoreSteps.value(seed, step, step % 2 == 0 ? LARGE : 10));
    }

    @Override
    public void work(StoreSession session) {
        for (int round = 0; round < 3; round++) {
            session.commit(2);
            session.checkpoint();
        }
        session.commit();
    }
}
