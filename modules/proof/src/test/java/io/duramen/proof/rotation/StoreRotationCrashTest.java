// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.SnapshotExistsException;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.wal.spi.Anchor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation of rotating the keys of a store with checkpoints and a snapshot. State and snapshot are
 * there afterwards, and the rotation can be gone on with.
 */
class StoreRotationCrashTest {
    /** How deep crashes inside recoveries go: one in a build, two with {@code -Dduramen.scale=2}. */
    private static final int DEPTH = Integer.getInteger("duramen.scale", 1) > 1 ? 2 : 1;

    @Test
    @Tag("S3.12")
    @Tag("S3.20")
    void aRotationStandsACrashAnywhere(TestReporter reporter) {
        CrashReport report = CrashRunner.of(StoreRotationCrashTest::work, StoreRotationCrashTest::check)
                .sectorSizes(512)
                .damages(1)
                .recoveryDepth(DEPTH)
                .run();
        reporter.publishEntry("rotation of a store, depth " + DEPTH, report.toString());
        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 150, report::toString);
    }

    private static void work(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.create(storage);
            try (StateStore store = StateStore.create(storage, options(keyring))) {
                for (int n = 1; n <= 4; n++) {
                    commit(store, acks);
                    if (n % 2 == 0) {
                        store.checkpoint();
                    }
                }
                store.snapshots().create("kept");
                Rotated.requireComplete(
                        keyring, Rotated.rotation(keyring, store.keys()).rotate("a drill"));
                commit(store, acks);
                store.checkpoint();
            }
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.unlockAfter(acks, storage);
            try (StateStore store = open(storage, acks, keyring)) {
                acks.requireRecovered(store.lsn());
                requireSound(store);
                Rotated.requireComplete(
                        keyring, Rotated.rotation(keyring, store.keys()).resume());
                requireSound(store);
                commit(store, acks);
                try {
                    store.snapshots().create("late");
                } catch (SnapshotExistsException fromBefore) {
                    assertEquals("late", store.snapshots().find("late").name());
                }
            }
        }
    }

    private static void requireSound(StateStore store) {
        for (long n = 1; n <= store.lsn(); n++) {
            assertArrayEquals(Rotated.payload(n), store.get(key(n)), "transaction " + n);
        }
        assertEquals(List.of(), store.verify(Progress.NONE).problems());
        assertEquals(List.of(), store.snapshots().problems());
        for (SnapshotInfo snapshot : store.snapshots().list()) {
            assertEquals(List.of(), store.snapshots().verify(snapshot.name(), Progress.NONE));
        }
    }

    private static StateStore open(Storage storage, AckLog acks, Keyring keyring) {
        try {
            return StateStore.open(storage, options(keyring));
        } catch (StoreMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the store is gone");
            return StateStore.create(storage, options(keyring));
        }
    }

    private static void commit(StateStore store, AckLog acks) {
        long number = store.lsn() + 1;
        acks.tried(number);
        assertEquals(
                number,
                store.commit(tx -> tx.put(key(number), Rotated.payload(number))).lsn());
        acks.acked(number);
    }

    private static byte[] key(long number) {
        return ("key " + number).getBytes(StandardCharsets.US_ASCII);
    }

    private static StoreOptions options(Keyring keyring) {
        return StoreOptions.builder()
                .wal(Rotated.options(keyring))
                .anchor(Anchor.none())
                .checkpointBytes(Long.MAX_VALUE)
                .checkpointCommits(Long.MAX_VALUE)
                .build();
    }
}
