// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import io.duramen.wal.spi.SegmentDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody puts an older copy of a whole store back. Nothing in the store tells; its anchor does. */
class AnchorTest {
    private final SimDisk disk = SimDisk.create();
    private final SimDisk elsewhere = SimDisk.create();
    private final List<Event> events = new ArrayList<>();

    private Anchor anchor() {
        return Anchor.file(elsewhere, "notes.anchor");
    }

    private StoreOptions anchored(long seed) {
        return options(seed).toBuilder()
                .anchor(anchor())
                .wal(options(seed).wal().toBuilder().events(events::add).build())
                .build();
    }

    private StateStore create() {
        return StateStore.create(disk, anchored(1));
    }

    /** A store whose older copy, of one key, is returned; the store itself has two. */
    private SimDisk olderCopy() {
        try (StateStore store = create()) {
            put(store, "a", "1");
        }
        SimDisk older = Disks.copyOf(disk);
        try (StateStore store = StateStore.open(disk, anchored(2))) {
            put(store, "b", "1");
        }
        return older;
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyOfTheWholeStoreIsRefusedAndNotChanged() {
        SimDisk older = olderCopy();
        Map<String, String> before = Disks.content(older);
        RollbackDetectedException e =
                assertThrows(RollbackDetectedException.class, () -> StateStore.open(older, anchored(3)));

        assertTrue(e.getMessage().contains("expected everything up to record 2"), e.getMessage());
        assertEquals(2L, e.details().get("anchoredLsn"));
        assertEquals(1L, e.details().get("foundLsn"));
        assertEquals(before, Disks.content(older));
        Event told = events.get(events.size() - 1);
        assertEquals("recovery.failed", told.type());
        assertEquals("ROLLBACK_DETECTED", told.details().get("code"));
        StateStore.open(disk, anchored(3)).close();
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyThatHasGrownPastTheAnchorIsRefused() {
        SimDisk older = olderCopy();
        try (StateStore store = StateStore.open(older, options(4))) { // without an anchor nobody notices
            put(store, "x", "1");
            put(store, "y", "1");
        }
        RollbackDetectedException e =
                assertThrows(RollbackDetectedException.class, () -> StateStore.open(older, anchored(3)));

        assertTrue(e.getMessage().contains("another history"), e.getMessage());
    }

    @Test
    @Tag("S3.52")
    void alsoWhenItsCheckpointIsBehindTheAnchoredTransaction() {
        SimDisk older = olderCopy();
        try (StateStore store = StateStore.open(older, options(4))) {
            put(store, "x", "1");
            put(store, "y", "1");
            store.checkpoint();
            put(store, "z", "1");
        }
        assertThrows(RollbackDetectedException.class, () -> StateStore.open(older, anchored(3)));
    }

    @Test
    @Tag("S3.52")
    void anotherStoreInItsPlaceIsRefused() {
        olderCopy();
        SimDisk other = SimDisk.create();
        try (StateStore store = StateStore.create(other, options(77))) {
            for (int i = 0; i < 5; i++) {
                put(store, "a", "" + i);
            }
        }
        RollbackDetectedException e =
                assertThrows(RollbackDetectedException.class, () -> StateStore.open(other, anchored(3)));

        assertTrue(e.getMessage().contains("expected log "), e.getMessage());
        assertThrows(RollbackDetectedException.class, () -> StateStore.create(SimDisk.create(), anchored(78)));
    }

    @Test
    @Tag("S3.52")
    void anOlderKeyringIsRefused() {
        TestSealing sealing = new TestSealing(5);
        StoreOptions sealed = anchored(1).toBuilder().sealing(sealing).build();
        StateStore.create(disk, sealed).close();
        AnchorMark now = anchor().read().orElseThrow();
        assertEquals(1, now.keyringGeneration());
        anchor().reset(new AnchorMark(now.logId(), 2, now.lsn(), now.digest()));

        RollbackDetectedException e =
                assertThrows(RollbackDetectedException.class, () -> StateStore.open(disk, sealed));
        assertTrue(e.getMessage().contains("a keyring of generation 2 or later"), e.getMessage());
    }

    @Test
    void goingBackIsAcceptedOnceByNameAndTold() {
        SimDisk older = olderCopy();
        StoreOptions accepting = anchored(3).toBuilder().acceptRollback(true).build();
        try (StateStore store = StateStore.open(older, accepting)) {
            assertEquals(Map.of("a", "1"), all(store));
        }
        assertTrue(events.stream().anyMatch(event -> event.type().equals("anchor.rollback-accepted")));
        assertEquals(1, anchor().read().orElseThrow().lsn());
        StateStore.open(older, anchored(4)).close();
    }

    @Test
    void anOlderCopyIsReadAndSaysSoAndIsInSafeModeWhereAskedFor() {
        SimDisk older = olderCopy();
        try (ReadableStore reader = StateStore.openReadOnly(older, anchored(3))) {
            assertFalse(reader.isComplete());
            assertTrue(String.valueOf(reader.recoveryReport().damage()).contains("not what its anchor saw"));
        }
        StoreOptions safe = anchored(3).toBuilder().onDamage(OnDamage.SAFE_MODE).build();
        try (StateStore store = StateStore.open(older, safe)) {
            assertEquals(
                    "ROLLBACK_DETECTED", store.safeMode().orElseThrow().cause().code());
            assertEquals(Map.of("a", "1"), all(store));
            assertThrows(SafeModeException.class, () -> put(store, "c", "1"));
        }
    }

    @Test
    void theAnchorIsMovedAtOpenCheckpointEveryNTransactionsAndCloseAndNotByACommit() {
        StoreOptions every = anchored(1).toBuilder().anchorCommits(4).build();
        Root root;
        try (StateStore store = StateStore.create(disk, every)) {
            assertEquals(0, anchoredLsn());
            put(store, "a", "1");
            long writes = elsewhere.operations();
            put(store, "b", "1");
            put(store, "c", "1");
            assertEquals(writes, elsewhere.operations());
            assertEquals(0, anchoredLsn());
            put(store, "d", "1");
            assertEquals(4, anchoredLsn());
            put(store, "e", "1");
            store.checkpoint();
            assertEquals(5, anchoredLsn());
            put(store, "f", "1");
            root = store.root();
        }
        assertEquals(6, anchoredLsn());
        assertEquals(root.toString(), anchor().read().orElseThrow().digest());
    }

    private long anchoredLsn() {
        return anchor().read().orElseThrow().lsn();
    }

    @Test
    void ofASealedStoreItRemembersTheFramesOfTheLastTransaction() {
        StoreOptions sealed = anchored(1).toBuilder()
                .sealing(new TestSealing(5))
                .anchorCommits(2)
                .build();
        try (StateStore store = StateStore.create(disk, sealed)) {
            put(store, "a", "1");
            long begun = anchoredFrames().end();
            put(store, "b", "1");
            assertTrue(anchoredFrames().end() > begun);
            long second = anchoredFrames().end();
            put(store, "c", "1");
            assertEquals(second, anchoredFrames().end());
        }
        assertEquals(1, anchoredFrames().segment());
    }

    private SegmentDigest anchoredFrames() {
        return Objects.requireNonNull(anchor().read().orElseThrow().frames());
    }

    @Test
    void anAnchorThatCannotBeWrittenFailsNoTransactionAndIsTold() {
        StoreOptions every = anchored(1).toBuilder().anchorCommits(1).build();
        try (StateStore store = StateStore.create(disk, every)) {
            elsewhere.setCapacity(1);
            put(store, "a", "1");
            assertEquals(1, store.size());
        }
        assertTrue(events.stream().anyMatch(event -> event.type().equals("anchor.failed")), events::toString);
        elsewhere.setCapacity(Long.MAX_VALUE);
        StateStore.open(disk, anchored(2)).close();
    }

    @Test
    void anAnchorOfNothingIsBegunByTheFirstOpen() {
        try (StateStore store = StateStore.create(disk, options(1))) {
            put(store, "a", "1");
        }
        StateStore.open(disk, anchored(2)).close();

        assertEquals(1, anchoredLsn());
    }

    @Test
    @Tag("S1.32")
    void anyDamagedByteOfTheAnchorIsFound() {
        olderCopy();
        byte[] sound = elsewhere.bytes("notes.anchor");
        for (int i = 0; i < sound.length; i++) {
            Disks.replace(elsewhere, "notes.anchor", sound);
            elsewhere.flipBit("notes.anchor", 8L * i + i % 8);

            assertThrows(AnchorDamagedException.class, () -> StateStore.open(disk, anchored(3)));
        }
    }

    @Test
    @Tag("S1.31")
    void noCrashBetweenAnchorAndStoreCausesAnAlarm() {
        requireNoAlarm(beside(null));
    }

    /** The anchor then remembers the log's frames, too. */
    @Test
    @Tag("S1.31")
    @Tag("S3.52")
    void norBetweenAnchorAndASealedStore() {
        requireNoAlarm(beside(new TestSealing(5)));
    }

    private static void requireNoAlarm(Options beside) {
        CrashReport report = CrashRunner.of(
                        (storage, log) -> work(storage, log, beside), (storage, log) -> verify(storage, log, beside))
                .names(NameOrder.STRICT)
                .damages(3)
                .recoveryDepth(2)
                .seed(13)
                .run();

        assertTrue(report.operations() > 60, report::toString);
    }

    /** The options of a store beside its anchor. */
    private interface Options {
        StoreOptions of(Storage storage, long seed);
    }

    private static Options beside(@Nullable Sealing sealing) {
        return (storage, seed) -> options(seed).toBuilder()
                .anchor(Anchor.file(Subtree.of(storage, "anchor"), "store"))
                .sealing(sealing)
                .anchorCommits(2)
                .build();
    }

    private static void work(Storage storage, AckLog log, Options beside) {
        log.tried(1);
        try (StateStore store = StateStore.create(Subtree.of(storage, "store"), beside.of(storage, 1))) {
            log.acked(1);
            for (int step = 2; step <= 6; step++) {
                commit(store, step, log);
                if (step == 4) {
                    store.checkpoint();
                }
            }
        }
    }

    private static void commit(StateStore store, long step, AckLog log) {
        log.tried(step);
        store.commit(tx -> tx.put(bytes("step"), bytes("" + step)));
        log.acked(step);
    }

    private static void verify(Storage storage, AckLog log, Options beside) {
        StateStore opened;
        try {
            opened = StateStore.open(Subtree.of(storage, "store"), beside.of(storage, 9));
        } catch (StoreMissingException e) {
            log.requireRecovered(0);
            return;
        }
        try (StateStore store = opened) {
            byte[] found = store.get(bytes("step"));
            long step = found == null ? 1 : Long.parseLong(new String(found, java.nio.charset.StandardCharsets.UTF_8));
            log.requireRecovered(step);
            commit(store, step + 1, log);
        }
    }
}
