// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ManifestPairTest {

    /** Else the log would be let go up to a checkpoint that cannot be read. */
    @Test
    @Tag("S1.18")
    void aNewerManifestThatWasRejectedIsNotTakenForThePreviousOne() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
            put(store, "a", "2");
            store.checkpoint();
        }
        Generations generations = new Generations(disk, null);
        Generation newest = generations.next().orElseThrow();
        Generation older = generations.next().orElseThrow();
        List<Manifest> intact = generations.intact();
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(2).wal())) {
            assertTrue(new ManifestPair(disk, log, null, newest, intact).hasPrevious());
            assertFalse(new ManifestPair(disk, log, null, older, intact).hasPrevious());
        }
    }
}
