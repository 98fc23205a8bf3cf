// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a store holds in memory beside the entries, the tree of hashes and the order of the keys, stands in no file: each open makes
 * it again, from a checkpoint and the log, or from the log alone.
 */
class RebuildTest {
    private static final int TRANSACTIONS = 300;

    private final SimDisk disk = SimDisk.create();
    private final Map<String, String> model = new TreeMap<>();
    private long operations;

    /** Commits, with a checkpoint in the middle or none at all. */
    private void fill(boolean checkpoint) {
        SplittableRandom random = new SplittableRandom(28);
        try (StateStore store = StateStore.create(disk, options(1))) {
            for (int n = 1; n <= TRANSACTIONS; n++) {
                String key = "key " + random.nextInt(100);
                String gone = "key " + random.nextInt(100, 200);
                String value = "value " + n;
                store.commit(tx -> tx.put(bytes(key), bytes(value)).put(bytes(gone), bytes("x")));
                store.commit(tx -> tx.delete(bytes(gone)));
                model.put(key, value);
                operations += 3;
                if (checkpoint && n == TRANSACTIONS / 2) {
                    store.checkpoint();
                    operations = 0;
                }
            }
        }
    }

    @Test
    @Tag("S3.28")
    void treeAndOrderAreMadeAgainFromTheCheckpointAlikeEachTime() {
        fill(true);
        List<String> proofs = new ArrayList<>();
        List<Map<String, String>> states = new ArrayList<>();
        for (int open = 0; open < 3; open++) {
            SimDisk copy = Disks.copyOf(disk);
            try (StateStore store = StateStore.open(copy, options(2))) {
                MerkleProof proof = store.prove(bytes("key 7"));
                assertTrue(proof.verify(store.root()));
                proofs.add(store.root() + proof.toJson());
                states.add(all(store));
                assertEquals(recomputed(store), store.root());
            }
        }
        assertEquals(List.of(model, model, model), states);
        assertEquals(1, proofs.stream().distinct().count(), "the same bytes each time");
    }

    @Test
    @Tag("S3.28")
    void makingThemAgainTwiceIsMakingThemOnce() {
        fill(true);
        RecoveryReport first = StateStore.recover(disk, options(2));
        try (ReadableStore store = StateStore.openReadOnly(disk, options(3))) {
            assertEquals(first.root(), store.root());
            assertEquals(first.keys(), store.size());
            Map<String, String> files = Disks.content(disk);
            assertTrue(store.verify(Progress.NONE).ok());
            assertEquals(model, all(store.snapshot()));
            assertEquals(files, Disks.content(disk));
        }
        assertEquals(first.root(), StateStore.recover(disk, options(4)).root());
    }

    @Test
    @Tag("S3.28")
    void howFarItHasComeIsTold() {
        fill(true);
        List<String> heard = new ArrayList<>();
        StoreOptions listening = options(2).toBuilder()
                .wal(options(2).wal().toBuilder()
                        .progress((phase, done, total) -> heard.add(phase + " " + done + " of " + total))
                        .build())
                .build();
        StateStore.recover(disk, listening);

        for (String step :
                List.of("loading the checkpoint 1 of 1", "replaying " + TRANSACTIONS + " of " + TRANSACTIONS)) {
            assertTrue(heard.contains(step), heard::toString);
        }
    }

    @Test
    @Tag("S3.29")
    void theLogAloneGivesTheLiveStateAndTheReportCountsWhatWasReplayed() {
        fill(false);
        RecoveryReport report = StateStore.recover(disk, options(2));

        assertEquals(0, report.checkpointKeys());
        assertEquals(2L * TRANSACTIONS, report.transactions());
        assertEquals(operations, report.operations());
        assertEquals(2L * TRANSACTIONS, report.lsn());
        assertEquals(model.size(), report.keys());
        try (StateStore store = StateStore.open(disk, options(3))) {
            assertEquals(model, all(store));
            assertEquals(report.root(), store.root());
            assertEquals(recomputed(store), store.root());
        }
    }
}
