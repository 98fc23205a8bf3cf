// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.recomputed;
import static io.duramen.commit.TestStores.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.SimDisk;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each call of each step of a commit and of the checkpoint behind it fails once, in every way, in both modes: out of space, by
 * the device, refused, short, torn, done and denied. Step 3 makes no call.
 */
class StepFailureTest {
    private static final Set<CommitStep> STEPS = EnumSet.complementOf(EnumSet.of(CommitStep.APPLY));

    /** Those in which nothing depends on the call yet, so that a full disk is no failure of the store. */
    private static final Set<CommitStep> RETRIED = EnumSet.of(
            CommitStep.WRITE_RECORD, CommitStep.WRITE_TEMPORARY, CommitStep.FORCE_TEMPORARY, CommitStep.RENAME);

    /** Two of these do not fit one segment, so that in step 1 a place for the record is made, for which there is no space. */
    private static final int LARGE = 30_000;

    private final Set<CommitStep> reached = EnumSet.noneOf(CommitStep.class);
    private final Set<CommitStep> retried = EnumSet.noneOf(CommitStep.class);

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S1.17")
    @Tag("S4.06")
    @Tag("S4.07")
    @Tag("S4.08")
    @Tag("S4.09")
    void everyStepOfAJournalCommitFailsWithEveryError(Fault fault) {
        failEachCall(StoreMode.JOURNAL, fault);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S1.17")
    @Tag("S4.06")
    @Tag("S4.07")
    @Tag("S4.08")
    @Tag("S4.09")
    void everyStepOfAStrictCommitFailsWithEveryError(Fault fault) {
        failEachCall(StoreMode.STRICT, fault);
    }

    private static StoreOptions in(StoreMode mode, long seed) {
        return mode == StoreMode.STRICT ? strict(seed) : options(seed);
    }

    private void failEachCall(StoreMode mode, Fault fault) {
        FaultStorage.untilClean(call -> {
            SimDisk disk = SimDisk.create();
            FaultStorage storage = FaultStorage.over(disk);
            String found;
            try (StateStore store = StateStore.create(storage, in(mode, 1))) {
                commit(store, fault, "1");
                store.checkpoint();
                found = fail(store, disk, storage, fault, call);
            }
            try (StateStore store = StateStore.open(storage, in(mode, 2))) {
                String n = get(store, "n");
                assertTrue(found.equals(n) || (found.equals("1") && "2".equals(n)), () -> found + " became " + n);
                assertSound(store, disk);
                commit(store, fault, "4");
                store.checkpoint();
                assertTrue(store.verify(Progress.NONE).ok());
            }
            return storage;
        });
        assertEquals(STEPS, reached);
        if (fault == Fault.NO_SPACE) {
            assertTrue(retried.containsAll(RETRIED) && !retried.contains(CommitStep.MARK), retried::toString);
        } else {
            assertEquals(Set.of(), retried);
        }
    }

    private static void commit(StateStore store, Fault fault, String n) {
        byte[] value = new byte[fault == Fault.NO_SPACE ? LARGE : 1];
        store.commit(tx -> tx.put(bytes("n"), bytes(n)).put(bytes("value"), value));
    }

    /** Commits and takes a checkpoint while a call fails; returns what the store shows in the end. */
    private String fail(StateStore store, SimDisk disk, FaultStorage storage, Fault fault, int call) {
        Root before = store.root();
        List<String> files = List.copyOf(disk.files().keySet());
        boolean committed = false;
        boolean record = true;
        StoreException failed = null;
        storage.fail(fault, call, Times.ONCE);
        try {
            commit(store, fault, "2");
            committed = true;
            record = storage.failures() > 0;
            files = List.copyOf(disk.files().keySet());
            store.checkpoint();
        } catch (StoreException e) {
            failed = e;
        }
        storage.heal();
        Operation first = storage.firstFailure();
        CommitStep step = first == null ? null : stepOf(first, record);
        if (step != null) {
            reached.add(step);
        }
        assertEquals(committed ? "2" : "1", get(store, "n"));
        assertEquals(committed ? recomputed(store) : before, store.root());
        assertTrue(store.prove(bytes("n")).verify(store.root()));
        if (failed == null) {
            boolean early = first != null && first.file().endsWith(".arming") && fault == Fault.NO_SPACE;
            assertTrue(
                    step == null || fault == Fault.SHORT_WRITE || early, () -> first + " failed, and nobody said so");
            return early ? again(store, fault, step) : "2"; // the segment after the next one has time
        }
        assertCauseNames(failed, disk.describe(String.valueOf(first == null ? null : first.file())), fault);
        if (failed instanceof StoreFullException) {
            assertEquals(files, List.copyOf(disk.files().keySet()), "left over");
            return again(store, fault, step);
        }
        assertInstanceOf(StoreFailedException.class, failed);
        assertThrows(StoreFailedException.class, () -> commit(store, fault, "x"));
        assertThrows(StoreFailedException.class, store::checkpoint);
        return committed ? "2" : "1";
    }

    private String again(StateStore store, Fault fault, CommitStep step) {
        retried.add(step);
        commit(store, fault, "3");
        store.checkpoint();
        return "3";
    }

    /** A file that was closed under its writer may say so itself. */
    private static void assertCauseNames(StoreException failed, String file, Fault fault) {
        Throwable cause = failed.getCause();
        assertNotNull(cause, failed::code);
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        assertTrue(message.contains(file), message);
        assertTrue(fault == Fault.CLOSED || message.contains("(arranged)"), message);
    }

    private static void assertSound(StateStore store, SimDisk disk) {
        assertEquals(recomputed(store), store.root());
        assertEquals(
                List.of(),
                disk.files().keySet().stream()
                        .filter(name -> name.endsWith(".tmp"))
                        .toList());
    }

    /** {@code marks} are written under FULL with each record, and at a checkpoint when all else is done. */
    private static CommitStep stepOf(Operation call, boolean record) {
        if (call.file().startsWith("wal")) {
            boolean force = call.kind() == Operation.Kind.FORCE || call.file().equals("wal/marks");
            return !record ? CommitStep.MARK : force ? CommitStep.FORCE_RECORD : CommitStep.WRITE_RECORD;
        }
        return switch (call.kind()) {
            case CREATE, CREATE_DIRECTORY, WRITE -> CommitStep.WRITE_TEMPORARY;
            case FORCE -> CommitStep.FORCE_TEMPORARY;
            case RENAME, SYNC_DIRECTORY -> CommitStep.RENAME;
            default -> throw new AssertionError(call);
        };
    }
}
