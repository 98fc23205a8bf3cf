// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.commit.StateStore;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriteAheadLog;
import org.junit.jupiter.api.Test;

/** How long the state of the last checkpoint is kept, from which the next one takes what changed. */
class CheckpointRunnerTest {
    private final SimDisk disk = SimDisk.create();

    /** Commits keys, one a transaction, and tells the runner, as a store does. */
    private static void commit(Sequencer sequencer, CheckpointRunner runner, int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] key = bytes("key-" + i);
            sequencer.await(sequencer.place(tx -> tx.put(key, key)));
            runner.committed(100, 1);
        }
    }

    @Test
    void aCheckpointAfterMoreChangesThanMayBeKeptIsAWholeOneAndTheNextIsADeltaAgain() {
        try (StateStore store = newStore(disk)) {
            store.commit(tx -> {
                for (int i = 0; i < 1000; i++) {
                    tx.put(bytes("key-" + i), new byte[100]);
                }
            });
            store.checkpoint();
        }
        Generations generations = new Generations(disk, null);
        Generation newest = generations.next().orElseThrow();
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(2).wal())) {
            Version start = Version.durable(newest.manifest().lsn(), log.durableLsn(), newest.base(), 0);
            Sequencer sequencer = new Sequencer(log, "dir", options(), start, 1, null);
            ManifestPair manifests = new ManifestPair(disk, log, null, newest, generations.intact());
            Checkpoints checkpoints = new Checkpoints(disk, sequencer, null, manifests, 100);
            int mostKept = 11_000; // ten keys of 1,100 bytes
            CheckpointRunner runner = new CheckpointRunner(
                    checkpoints, options(), "dir", newest.manifest().storeId(), mostKept);

            commit(sequencer, runner, 0, 9);
            assertEquals(2, runner.write().files()); // the base and a delta
            commit(sequencer, runner, 10, 19);
            assertEquals(3, runner.write().files()); // each checkpoint begins to count anew
            commit(sequencer, runner, 20, 40);
            assertEquals(1, runner.write().files()); // a base
            commit(sequencer, runner, 40, 49);
            assertEquals(2, runner.write().files());
            commit(sequencer, runner, 50, 70);
            assertEquals(1, runner.write().files()); // and lets go again
        }
        try (StateStore store = open(disk)) {
            assertEquals(recomputed(store), store.root());
        }
    }
}
