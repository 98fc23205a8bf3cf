// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.commit.StateStore;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import io.duramen.testkit.SimDisk;
import org.junit.jupiter.api.Test;

/** However little memory there is for it, what was written is read back and its root computed. */
class CheckpointCheckTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    void filesAreReadAsOftenAsMemoryRequiresAndFoundSoundOrNot() {
        try (StateStore store = newStore(disk)) {
            store.commit(tx -> {
                for (int i = 0; i < 500; i++) {
                    tx.put(bytes("key-" + i), bytes("value-" + i));
                }
            });
            store.checkpoint();
            store.commit(tx -> tx.delete(bytes("key-1")).put(bytes("key-2"), bytes("new")));
            store.checkpoint();
        }
        Manifest manifest = new Generations(disk, null).intact().get(0);
        Manifest other = new Manifest(
                manifest.storeId(),
                manifest.salt(),
                manifest.generation(),
                manifest.lsn(),
                Root.of(new byte[Root.BYTES]),
                manifest.keys(),
                manifest.transactionId(),
                manifest.keyring(),
                manifest.previous(),
                manifest.files());
        for (long keysAtOnce : new long[] {1, 10, 100, 1000}) {
            CheckpointCheck check =
                    new CheckpointCheck(new CheckpointReader(disk, null), keysAtOnce * RootBuilder.ENTRY_BYTES);

            assertNull(check.problem(manifest));
            assertNotNull(check.problem(other));
        }
    }
}
