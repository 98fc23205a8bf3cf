// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.commit.Changes;
import io.duramen.commit.StateView;
import org.jspecify.annotations.Nullable;

/** What the process that is killed commits: small transactions and now and then a large one, over keys that come and go. */
final class KillSteps implements StoreWorkload {
    private static final String LAST = "last";
    private static final int LARGE = 9_000;

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public String what() {
        return "two threads that commit, with small segments and a checkpoint every eight transactions";
    }

    @Override
    public void change(StepChanges changes, long step, long seed) {
        changes.put(LAST, StoreSteps.value(seed, step, 0));
        changes.put("key-" + step % 37, StoreSteps.value(seed, step, step % 4 == 0 ? LARGE : (int) (step * 13 % 300)));
        changes.delete("key-" + (step + 19) % 37);
    }

    /** Nothing: the process that does it is another one. */
    @Override
    public void work(StoreSession session) {}

    void change(Changes tx, long step, long seed) {
        change(
                new StepChanges() {
                    @Override
                    public void put(String key, byte[] value) {
                        tx.put(StoreSteps.key(key), value);
                    }

                    @Override
                    public void delete(String key) {
                        tx.delete(StoreSteps.key(key));
                    }
                },
                step,
                seed);
    }

    static long next(Changes tx) {
        return step(tx.get(StoreSteps.key(LAST))) + 1;
    }

    static long stepOf(StateView view) {
        return step(view.get(StoreSteps.key(LAST)));
    }

    private static long step(byte @Nullable [] value) {
        return value == null ? StoreSteps.CREATION : StoreSteps.stepOf(value);
    }
}
