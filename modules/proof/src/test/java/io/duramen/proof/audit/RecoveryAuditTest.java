// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditClosedException;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.AuditTrail;
import io.duramen.audit.AuditVerification;
import io.duramen.audit.AuditVerifier;
import io.duramen.audit.AuditedCommits;
import io.duramen.base.DuramenException;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store does at its opening, and what it commits, is in the trail: no more, no less, and also if it fails. */
class RecoveryAuditTest {
    private final SimDisk storeDisk = SimDisk.create();
    private final SimDisk trailDisk = SimDisk.create();

    private static WalOptions.Builder wal() {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES);
    }

    private static AuditOptions audit() {
        return AuditOptions.builder().wal(wal().build()).withoutFound().build();
    }

    private AuditTrail trail() {
        return AuditTrail.openOrCreate(trailDisk, audit());
    }

    private static StoreOptions told(AuditTrail trail) {
        return StoreOptions.builder().wal(wal().events(trail).build()).build();
    }

    private List<AuditEntry> entries(String type) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditVerification found = AuditVerifier.of(trailDisk, wal().build()).verify(entries::add);
        assertEquals(null, found.finding());
        return entries.stream().filter(entry -> entry.type().equals(type)).toList();
    }

    private AuditEntry last(String type) {
        List<AuditEntry> entries = entries(type);
        return entries.get(entries.size() - 1);
    }

    private static void write(SimDisk disk, String name, String text) {
        try (StorageFile file = disk.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        }
    }

    private static void put(StateStore store, String actor, String key) {
        CommitReceipt unused = store.commit(tx -> tx.actor(actor).put(key.getBytes(UTF_8), key.getBytes(UTF_8)));
        assertTrue(unused.lsn() > 0);
    }

    @Test
    @Tag("S1.33")
    @Tag("S1.57")
    void whatARecoveryDidIsWhatTheTrailSays() {
        try (AuditTrail trail = trail()) {
            try (StateStore store = StateStore.create(storeDisk, told(trail))) {
                put(store, "ann", "a");
                store.checkpoint();
                put(store, "ann", "b");
            }
            write(storeDisk, "MANIFEST.tmp", "half");
            storeDisk.flipBit("MANIFEST", 900);
            try (StateStore store = StateStore.open(storeDisk, told(trail))) {
                RecoveryReport report = store.recoveryReport();
                AuditEntry entry = last("recovery.completed");

                assertFalse(report.deleted().isEmpty());
                assertFalse(report.quarantined().isEmpty());
                assertEquals(AuditOutcome.DONE, entry.outcome());
                assertEquals(report.deleted(), entry.facts().get("deleted"));
                assertEquals(report.quarantined(), entry.facts().get("quarantined"));
                assertEquals(report.rejected(), entry.facts().get("rejected"));
                assertEquals(report.rolledBack(), entry.facts().get("rolledBack"));
                assertEquals(report.root().toString(), entry.facts().get("root"));
                assertEquals(report.transactions(), entry.facts().get("transactions"));
                assertEquals(report.lsn(), entry.facts().get("lsn"));
                assertEquals(report.keys(), entry.facts().get("keys"));
            }
        }
    }

    @Test
    @Tag("S1.33")
    void aRecoveryThatFailsIsInTheTrailToo() {
        try (AuditTrail trail = trail()) {
            try (StateStore store = StateStore.create(storeDisk, told(trail))) {
                put(store, "ann", "a");
                store.checkpoint();
            }
            storeDisk.flipBit("MANIFEST", 900);
            storeDisk.flipBit("MANIFEST.prev", 900);

            StoreDamagedException damaged =
                    assertThrows(StoreDamagedException.class, () -> StateStore.open(storeDisk, told(trail)));
            AuditEntry entry = last("recovery.failed");
            assertEquals(AuditOutcome.FAILED, entry.outcome());
            assertEquals("STORE_DAMAGED", entry.facts().get("code"));
            assertEquals(damaged.getMessage(), entry.facts().get("message"));
        }
    }

    @Test
    @Tag("S1.33")
    void aStoreWhoseRecoveryCannotBeRecordedIsNotOpened() {
        AuditTrail trail = trail();
        StateStore.create(storeDisk, told(trail)).close();
        trail.close();

        assertThrows(AuditClosedException.class, () -> StateStore.open(storeDisk, told(trail)));
        try (AuditTrail again = trail();
                StateStore store = StateStore.open(storeDisk, told(again))) {
            put(store, "ann", "a");
        }
    }

    @Test
    @Tag("S3.53")
    void aTransactionIsInTheTrailBeforeItIsAcknowledgedOrSeen() {
        List<Long> committed = new ArrayList<>();
        AuditTrail trail = trail();
        StoreOptions audited = StoreOptions.builder()
                .wal(wal().provider(AuditedCommits.in(trail).by(Set.of("ann")))
                        .events(trail)
                        .build())
                .build();
        StateStore store = StateStore.create(storeDisk, audited);
        for (int i = 0; i < 3; i++) {
            byte[] key = {(byte) i};
            committed.add(store.commit(tx -> tx.actor("ann").put(key, key)).lsn());
            put(store, "bob", "b" + i);
        }
        store.checkpoint();
        assertEquals(
                committed,
                entries("commit").stream()
                        .map(entry -> entry.facts().get("lsn"))
                        .toList());
        trail.close();
        assertThrows(DuramenException.class, () -> put(store, "ann", "late"));
        assertEquals(null, store.get("late".getBytes(UTF_8)));
        assertThrows(DuramenException.class, () -> put(store, "bob", "later"));
        store.close();
        try (AuditTrail again = trail()) {
            StoreOptions options = StoreOptions.builder()
                    .wal(wal().provider(AuditedCommits.in(again).by(Set.of("ann")))
                            .build())
                    .build();
            try (StateStore recovered = StateStore.open(storeDisk, options)) {
                assertTrue(recovered.get("late".getBytes(UTF_8)) != null);
                assertEquals(true, last("commit").facts().get("caughtUp"));
                assertEquals(4, entries("commit").size());
            }
        }
    }

    @Test
    @Tag("S5.32")
    void aSealedTrailShowsNothingWithoutItsKeyAndVerifiesWithIt() {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.create(trailDisk);
            AuditOptions sealed = AuditOptions.builder()
                    .wal(wal().build())
                    .sealing(keyring)
                    .withoutFound()
                    .build();
            try (AuditTrail trail = AuditTrail.create(trailDisk, sealed)) {
                trail.append("secret.type", "ann", AuditOutcome.DONE, Map.of("fact", "hidden"));
            }
            for (String file : trailDisk.files().keySet()) {
                String bytes = new String(trailDisk.bytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("secret.type") || bytes.contains("hidden"), file);
            }
            assertThrows(
                    KeyRefusedException.class,
                    () -> AuditVerifier.of(trailDisk, wal().build()).verify());
            WalOptions withKey =
                    wal().sealing(keys.unlock(trailDisk)).anchor(Anchor.none()).build();
            assertTrue(AuditVerifier.of(trailDisk, withKey).verify().ok());
        }
    }
}
