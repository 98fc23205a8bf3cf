// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.base.Progress;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.StateStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named snapshots, made and removed between transactions. Before every third step one is made, and four steps later it is
 * removed.
 */
final class NamedSnapshots implements StoreWorkload {
    private static final int EVERY = 3;
    private static final int STAYS = 4;

    @Override
    public String name() {
        return "snapshots";
    }

    @Override
    public String what() {
        return "named snapshots made and removed, while checkpoints they share files with go";
    }

    @Override
    public void before(long step, StateStore store) {
        Map<String, SnapshotInfo> there = there(store);
        if (step % EVERY == 0 && !there.containsKey(nameAt(step))) {
            store.snapshots().create(nameAt(step));
        }
        if (there.containsKey(nameAt(step - STAYS))) {
            store.snapshots().delete(nameAt(step - STAYS));
        }
    }

    private static String nameAt(long step) {
        return "before step " + step;
    }

    private static Map<String, SnapshotInfo> there(StateStore store) {
        Map<String, SnapshotInfo> there = new TreeMap<>();
        store.snapshots().list().forEach(snapshot -> there.put(snapshot.name(), snapshot));
        return there;
    }

    @Override
    public void check(StateStore store, long step, long seed) {
        Map<String, SnapshotInfo> there = there(store);
        for (long made = EVERY; made <= step + 1; made += EVERY) {
            SnapshotInfo found = there.remove(nameAt(made));
            if (found != null) {
                checkState(found, store, made - 1, seed);
            }
            String what = nameAt(made) + " in a store at step " + step;
            boolean underWay = made == step + 1 || made + STAYS == step + 1;
            StoreOracle.require(
                    underWay || (found != null) == (made + STAYS > step), () -> "wrongly there or not: " + what);
        }
        StoreOracle.require(there.isEmpty(), () -> "snapshots nobody made: " + there.keySet());
        List<String> problems = store.snapshots().problems();
        StoreOracle.require(problems.isEmpty(), () -> "snapshots found " + problems);
    }

    private void checkState(SnapshotInfo found, StateStore store, long step, long seed) {
        Map<byte[], byte[]> model = StoreSteps.model(this, step, seed);
        StoreOracle.require(
                found.keys() == model.size() && found.root().equals(StoreOracle.root(store, model)),
                () -> "the snapshot " + found + " is not of step " + step);
        List<String> problems = store.snapshots().verify(found.id(), Progress.NONE);
        StoreOracle.require(problems.isEmpty(), () -> "verification of a snapshot found " + problems);
    }

    @Override
    public void work(StoreSession session) {
        session.commit(3);
        session.checkpoint();
        session.commit(4);
    }
}
