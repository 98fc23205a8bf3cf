// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Values of which two do not fit a segment, so that the log rolls at almost every step. */
final class LargeValues implements StoreWorkload {
    private static final int LARGE = 40_000;

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String what() {
        return "values of 40 kB, a new segment at almost every step";
    }

    @Override
    public void change(StepChanges changes, long step, long seed) {
        changes.put("large-" + step % 2, StoreSteps.value(seed, step, step % 3 == 0 ? 100 : LARGE));
        changes.put("small-" + step, StoreSteps.value(seed, step, 20));
    }

    @Override
    public void work(StoreSession session) {
        session.commit(6);
    }
}
