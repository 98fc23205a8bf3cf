// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** The smallest transactions there are, one after the other. */
final class SingleCommits implements StoreWorkload {

    @Override
    public String name() {
        return "single";
    }

    @Override
    public String what() {
        return "transactions of one key, one after the other";
    }

    @Override
    public void change(StepChanges changes, long step, long seed) {
        changes.put("key-" + step % 5, StoreSteps.value(seed, step, (int) (step * 17 % 90)));
    }

    @Override
    public void work(StoreSession session) {
        session.commit(8);
    }
}
