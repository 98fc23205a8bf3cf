// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power fails in every operation of creating a store, committing and writing checkpoints, and again in every recovery.
 * What is found must be the state after some transaction, with everything acknowledged in it and nothing of a transaction in
 * part; it must have the root of that state, and it must take new transactions that then survive in turn.
 */
class CrashTest {
    private static final int STEPS = 6;

    /** Step 1 is the creation, step n the transaction n-1: it sets, changes and removes keys. */
    private static void change(Changes tx, long step) {
        tx.put(bytes("step"), bytes("" + step))
                .put(bytes("own-" + step), bytes("v" + step))
                .put(bytes("shared-" + step % 3), bytes("s" + step + "x".repeat((int) step * 40)))
                .delete(bytes("own-" + (step - 2)));
    }

    private static Map<String, String> model(long step) {
        Map<String, String> model = new TreeMap<>();
        for (long s = 2; s <= step; s++) {
            model.put("step", "" + s);
            model.put("own-" + s, "v" + s);
            model.put("shared-" + s % 3, "s" + s + "x".repeat((int) s * 40));
            model.remove("own-" + (s - 2));
        }
        return model;
    }

    /** Creates a store and commits, with a checkpoint after some of the transactions. */
    private static CrashRunner.Workload workload(LongFunction<StoreOptions> how, List<Integer> checkpointsAfter) {
        return (storage, log) -> {
            log.tried(1);
            try (StateStore store = StateStore.create(storage, how.apply(1))) {
                log.acked(1);
                for (int step = 2; step <= STEPS; step++) {
                    commit(store, step, log);
                    if (checkpointsAfter.contains(step)) {
                        store.checkpoint();
                    }
                }
            }
        };
    }

    private static void commit(StateStore store, long step, AckLog log) {
        log.tried(step);
        store.commit(tx -> change(tx, step));
        log.acked(step);
    }

    private static void verify(LongFunction<StoreOptions> how, Storage storage, AckLog log) {
        long seed = 100 + log.lastTried();
        StateStore opened;
        try {
            opened = StateStore.open(storage, how.apply(seed));
        } catch (StoreMissingException e) {
            log.requireRecovered(0);
            assertEquals(List.of(), log.acked(), "a store that was acknowledged is missing");
            opened = StateStore.create(storage, how.apply(seed));
            log.acked(1);
        }
        try (StateStore store = opened) {
            long step = found(store);
            log.requireRecovered(step);
            assertEquals(model(step), all(store));
            assertEquals(recomputed(store), store.root());
            RecoveryReport report = store.recoveryReport();
            assertEquals(report.root(), store.root());
            assertEquals(
                    List.of(),
                    report.rejected().stream()
                            .filter(r -> !r.contains("MANIFEST.prev"))
                            .toList());
            assertEquals(List.of(), report.foreign());
            assertNoLeftovers(storage);
            if (step < STEPS + 4) {
                commit(store, step + 1, log);
                commit(store, step + 2, log);
                store.checkpoint();
            }
            VerificationReport verified = store.verify(Progress.NONE);
            assertTrue(verified.ok(), () -> verified.problems().toString());
            assertEquals(store.root(), verified.root());
        }
    }

    private static long found(StateStore store) {
        byte[] step = store.get(bytes("step"));
        return step == null ? 1 : Long.parseLong(new String(step, java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void assertNoLeftovers(Storage storage) {
        for (String name : storage.list("")) {
            assertTrue(!name.endsWith(".tmp"), name);
        }
        List<String> checkpoints = storage.list("ckpt");
        assertTrue(checkpoints.size() <= 2, checkpoints::toString);
        for (String checkpoint : checkpoints) {
            assertEquals(List.of("base.kvs"), storage.list("ckpt/" + checkpoint.substring(0, 16)));
        }
    }

    @Test
    @Tag("S1.17")
    @Tag("S1.19")
    @Tag("S1.27")
    @Tag("S1.28")
    @Tag("S1.29")
    @Tag("S1.31")
    @Tag("S1.34")
    @Tag("S4.08")
    @Tag("S4.16")
    @Tag("S4.17")
    void aCrashAnywhereLeavesEverythingAcknowledgedAndNothingInPart() {
        CrashReport report = CrashRunner.of(
                        workload(TestStores::options, List.of(3, 5)), (s, log) -> verify(TestStores::options, s, log))
                .damages(3)
                .run();

        assertTrue(report.operations() > 60, report::toString);
    }

    @Test
    @Tag("S1.19")
    @Tag("S1.31")
    void crashesWithinRecoveriesWithinRecoveriesDoNoHarm() {
        CrashRunner.of(workload(TestStores::options, List.of(4)), (s, log) -> verify(TestStores::options, s, log))
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(3)
                .recoveryDepth(3)
                .seed(7)
                .run();
    }

    /** The same, where ROOT is replaced before each acknowledgement and compared at each open. */
    @Test
    @Tag("S1.17")
    @Tag("S1.19")
    @Tag("S1.29")
    @Tag("S1.31")
    @Tag("S1.34")
    @Tag("S4.17")
    void aCrashAnywhereInStrictModeDoesNoMore() {
        CrashReport report = CrashRunner.of(
                        workload(TestStores::strict, List.of(3, 5)), (s, log) -> verify(TestStores::strict, s, log))
                .damages(3)
                .run();

        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 100, report::toString);
    }

    @Test
    @Tag("S1.31")
    void crashesWithinRecoveriesInStrictModeDoNoHarm() {
        CrashRunner.of(workload(TestStores::strict, List.of(4)), (s, log) -> verify(TestStores::strict, s, log))
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(2)
                .recoveryDepth(2)
                .seed(7)
                .run();
    }

    @Test
    void theModelIsWhatTheTransactionsDo() {
        Map<String, String> model = new HashMap<>(model(5));

        assertEquals("v5", model.get("own-5"));
        assertEquals("v4", model.get("own-4"));
        assertEquals(null, model.get("own-3"));
    }
}
