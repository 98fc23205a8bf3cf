// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.Changes;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.SnapshotExistsException;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.wal.spi.Anchor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation of re-encrypting a store with checkpoints and a snapshot. State and snapshot are there
 * afterwards, and the re-encryption can be gone on with.
 */
class StoreReencryptionCrashTest {
    /** Is put after the snapshot was made: where this is, the snapshot has to be. */
    private static final byte[] KEPT = "kept".getBytes(StandardCharsets.US_ASCII);

    private static final int SCALE = Integer.getInteger("duramen.scale", 1);

    private static final NameOrder[] NAMES = SCALE > 1 ? NameOrder.values() : new NameOrder[] {NameOrder.STRICT};

    @Test
    @Tag("S3.12")
    @Tag("S3.20")
    void aReencryptionStandsACrashAnywhere(TestReporter reporter) {
        CrashReport report = CrashRunner.of(StoreReencryptionCrashTest::work, StoreReencryptionCrashTest::check)
                .sectorSizes(512)
                .names(NAMES)
                .damages(1)
                .run();
        reporter.publishEntry("re-encryption of a store", report.toString());
        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 100, report::toString);
    }

    private static void work(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.create(storage);
            try (StateStore store = StateStore.create(storage, options(keyring))) {
                for (int n = 1; n < 2 * SCALE; n++) {
                    commit(store, acks);
                    if (n % SCALE == 0) {
                        store.checkpoint();
                    }
                }
                store.snapshots().create("kept");
                commit(store, acks, tx -> tx.put(KEPT, KEPT));
                requireComplete(Rotated.rotation(keyring, store.keys()).reencrypt("a drill"));
                if (SCALE > 1) {
                    commit(store, acks);
                    store.checkpoint();
                }
            }
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.unlockAfter(acks, storage);
            try (StateStore store = open(storage, acks, keyring)) {
                acks.requireRecovered(store.lsn());
                requireSound(store);
                requireComplete(Rotated.rotation(keyring, store.keys()).resumeReencryption());
                requireSound(store);
                assertTrue(
                        store.snapshots().list().size() <= 2,
                        () -> store.snapshots().list().toString());
                commit(store, acks);
                try {
                    store.snapshots().create("late");
                } catch (SnapshotExistsException fromBefore) {
                    assertEquals("late", store.snapshots().find("late").name());
                }
            }
        }
    }

    /** What a recovery put aside stays as it is. */
    private static void requireComplete(ReencryptionReport report) {
        assertTrue(report.rotation().isComplete(), report::toString);
        assertTrue(report.left().stream().allMatch(file -> file.contains("quarantine")), report::toString);
    }

    private static void requireSound(StateStore store) {
        for (long n = 1; n <= store.lsn(); n++) {
            assertArrayEquals(Rotated.payload(n), store.get(key(n)), "transaction " + n);
        }
        assertEquals(List.of(), store.verify(Progress.NONE).problems());
        assertEquals(List.of(), store.snapshots().problems());
        if (store.get(KEPT) != null) {
            assertEquals("kept", store.snapshots().find("kept").name());
        }
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
        commit(store, acks, tx -> {});
    }

    private static void commit(StateStore store, AckLog acks, Consumer<Changes> more) {
        long number = store.lsn() + 1;
        acks.tried(number);
        CommitReceipt receipt = store.commit(tx -> {
            tx.put(key(number), Rotated.payload(number));
            more.accept(tx);
        });
        assertEquals(number, receipt.lsn());
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
