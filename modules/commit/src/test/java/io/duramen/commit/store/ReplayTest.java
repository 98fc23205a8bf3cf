// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.base.Progress;
import io.duramen.commit.StateStore;
import io.duramen.commit.TestStores;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import org.junit.jupiter.api.Test;

/** How much of a log is collected before it is applied makes no difference but in memory. */
class ReplayTest {

    @Test
    void howeverMuchIsAppliedAtOnceTheStateIsTheSame() throws DamagedException {
        SimDisk disk = SimDisk.create();
        Root root;
        try (StateStore store = StateStore.create((Storage) disk, TestStores.options())) {
            for (int i = 0; i < 300; i++) {
                byte[] key = ("key-" + i % 40).getBytes(UTF_8);
                byte[] value = new byte[i];
                boolean gone = i % 7 == 0;
                store.commit(tx -> {
                    if (gone) {
                        tx.delete(key);
                    } else {
                        tx.put(key, value);
                    }
                });
            }
            root = store.root();
            Manifest manifest = new Generations(disk, null).intact().get(0);
            MerkleMap base = MerkleMap.empty(manifest.salt().bytes());
            for (long mostAtOnce : new long[] {1, 5_000, Long.MAX_VALUE}) {
                try (ReadableLog log =
                        WriteAheadLog.openReadOnly(disk, TestStores.options().wal())) {
                    Replay.Outcome outcome = new Replay(
                                    log, "the log", Progress.NONE, RootWitness.ofNothing(disk), mostAtOnce)
                            .fast(manifest, base);

                    assertEquals(root, outcome.version().map().root());
                    assertEquals(300, outcome.transactions());
                }
            }
        }
    }
}
