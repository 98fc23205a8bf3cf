// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Progress;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.SimDisk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails, or a call does, in every operation of making and removing snapshots, and of restoring a store. */
class SnapshotCrashTest {
    private static final long CREATED = 1;
    private static final long FIRST = 2;
    private static final long SECOND = 3;
    private static final long FIRST_GONE = 4;

    private static void work(Storage storage, AckLog log) {
        log.tried(CREATED);
        try (StateStore store = StateStore.create(storage, options(1))) {
            put(store, "a", "1");
            log.acked(CREATED);
            log.tried(FIRST);
            store.snapshots().create("first");
            log.acked(FIRST);
            put(store, "a", "2");
            log.tried(SECOND);
            store.snapshots().create("second");
            log.acked(SECOND);
            log.tried(FIRST_GONE);
            store.snapshots().delete("first");
            log.acked(FIRST_GONE);
        }
    }

    /** Each snapshot is there whole or not at all, and what was acknowledged is so. */
    private static void verify(Storage storage, AckLog log) {
        if (!log.isAcked(CREATED)) {
            return; // CrashTest looks at creations
        }
        try (StateStore store = StateStore.open(storage, options(50))) {
            Snapshots snapshots = store.snapshots();
            List<String> names =
                    snapshots.list().stream().map(SnapshotInfo::name).sorted().toList();
            assertEquals(List.of(), snapshots.problems());
            require(names.contains("first"), log.isAcked(FIRST) && !log.isTried(FIRST_GONE), log.isTried(FIRST));
            require(!names.contains("first"), log.isAcked(FIRST_GONE), !log.isAcked(FIRST) || log.isTried(FIRST_GONE));
            require(names.contains("second"), log.isAcked(SECOND), log.isTried(SECOND));
            for (String name : names) {
                assertEquals(List.of(), snapshots.verify(name, Progress.NONE));
                assertEquals(name.equals("first") ? 1 : 2, snapshots.find(name).lsn());
            }
            int directories = storage.exists("snap") ? storage.list("snap").size() : 0;
            assertEquals(names.size(), directories, "something unfinished is left");
            assertEquals(List.of(), store.recoveryReport().foreign());
            assertEquals(recomputed(store), store.root());
        }
    }

    /** What must be is, and what is may be. */
    private static void require(boolean is, boolean must, boolean may) {
        assertTrue(is || !must, "lost");
        assertTrue(!is || may, "invented");
    }

    @Test
    @Tag("S1.27")
    @Tag("S1.31")
    void aCrashAnywhereLeavesEachSnapshotWholeOrNotAtAll() {
        CrashReport report = CrashRunner.of(SnapshotCrashTest::work, SnapshotCrashTest::verify)
                .damages(3)
                .run();

        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 60, report::toString);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFailureOfAnyCallIsTypedAndLeavesEachSnapshotWholeOrNotAtAll(Fault fault) {
        FaultStorage.untilClean(call -> {
            FaultStorage storage = FaultStorage.over(SimDisk.create()).fail(fault, call, Times.ONCE);
            AckLog log = new AckLog();
            try {
                work(storage, log);
            } catch (DuramenException e) {
                assertNotNull(e.code());
            }
            storage.heal();
            verify(storage, log);
            return storage;
        });
    }

    private static SimDisk source() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options(1))) {
            for (int i = 0; i < 5; i++) {
                put(store, "key-" + i, "v");
            }
            store.snapshots().create("kept");
            put(store, "key-9", "v");
        }
        return disk;
    }

    /** Until it is acknowledged there is no store, or all of it, and the same again completes it. */
    @Test
    @Tag("S1.19")
    @Tag("S1.31")
    void aCrashAnywhereInARestoreLeavesAllOfTheStoreOrNoneAndItCanBeDoneAgain() {
        SimDisk source = source();
        Map<String, String> before = Disks.content(source);
        CrashReport report = CrashRunner.of(
                        (target, log) -> {
                            log.tried(1);
                            StateStore.restore(source, options(), RestorePoint.lsn(6), target, options(2));
                            log.acked(1);
                        },
                        (target, log) -> {
                            try {
                                StateStore.open(target, options(3)).close();
                            } catch (StoreMissingException e) {
                                assertEquals(List.of(), log.acked(), "a restored store is missing");
                                StateStore.restore(source, options(), RestorePoint.lsn(6), target, options(4));
                                log.acked(1);
                            }
                            try (StateStore store = StateStore.open(target, options(5))) {
                                assertEquals(6, store.size());
                                assertEquals(1, store.lsn(), "the record of the restore is missing");
                                assertEquals(recomputed(store), store.root());
                                assertEquals(List.of(), store.recoveryReport().foreign());
                                assertTrue(store.verify(Progress.NONE).ok());
                            }
                        })
                .damages(3)
                .run();

        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 15, report::toString);
        assertEquals(before, Disks.content(source));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFailureOfAnyCallOfARestoreIsTypedAndItCanBeDoneAgain(Fault fault) {
        SimDisk source = source();
        FaultStorage.untilClean(call -> {
            FaultStorage target = FaultStorage.over(SimDisk.create()).fail(fault, call, Times.ONCE);
            try {
                StateStore.restore(source, options(), RestorePoint.snapshot("kept"), target, options(2));
            } catch (DuramenException e) {
                assertNotNull(e.code());
            }
            target.heal();
            try {
                StateStore.open(target, options(3)).close();
            } catch (StoreMissingException e) {
                StateStore.restore(source, options(), RestorePoint.snapshot("kept"), target, options(4));
            }
            try (StateStore store = StateStore.open(target, options(5))) {
                assertEquals(5, all(store).size());
                assertEquals("v", new String(store.get(bytes("key-4")), java.nio.charset.StandardCharsets.UTF_8));
            }
            return target;
        });
    }
}
