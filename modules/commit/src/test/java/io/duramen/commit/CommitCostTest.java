// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WalStatistics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a commit costs is counted, not timed. */
class CommitCostTest {

    /** Bytes, writes and syncs of a commit of one key into a store of so many. */
    private static long[] costAt(int keys) {
        try (StateStore store = newStore(SimDisk.create())) {
            for (int from = 0; from < keys; from += 100) {
                int first = from;
                store.commit(tx -> {
                    for (int i = first; i < Math.min(first + 100, keys); i++) {
                        tx.put(bytes("key-%05d".formatted(i)), bytes("value"));
                    }
                });
            }
            WalStatistics before = store.statistics().log();
            put(store, "key-00001", "other");
            WalStatistics after = store.statistics().log();
            return new long[] {
                after.frameBytes() - before.frameBytes(),
                after.writes() - before.writes(),
                after.syncs() - before.syncs()
            };
        }
    }

    @Test
    void aCommitWritesAsMuchWhateverTheStoreHolds() {
        long[] few = costAt(10);

        for (int keys : new int[] {100, 1_000, 10_000}) {
            long[] many = costAt(keys);
            assertEquals(few[0], many[0], "bytes at " + keys + " keys");
            assertEquals(few[1], many[1], "writes at " + keys + " keys");
            assertEquals(few[2], many[2], "syncs at " + keys + " keys");
        }
        assertEquals(1, few[2]);
    }

    @Test
    @Tag("S1.76")
    void commitsOpenNoFileAndAskForNoName() {
        List<String> calls = new ArrayList<>();
        Storage watched = HookedStorage.over(SimDisk.create(), (method, arguments) -> calls.add(method));
        StoreOptions options = options().toBuilder()
                .wal(options().wal().toBuilder()
                        .firstSegmentBytes(4 << 20)
                        .maxSegmentBytes(4 << 20)
                        .build())
                .build();
        try (StateStore store = StateStore.create(watched, options)) {
            put(store, "first", "arms what comes next");
            calls.clear();
            for (int i = 0; i < 1000; i++) {
                put(store, "key-" + i % 100, "value " + i);
                store.get(bytes("key-1"));
                store.prove(bytes("key-2"));
            }
            assertEquals(List.of(), calls, "all goes through the handles that are open");
        }
    }
}
