// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.duramen.testkit.NameOrder;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails, or a call does, in every operation of writing deltas and merging them: what is acknowledged is there, with
 * its root, and nothing unfinished is left.
 */
class DeltaCrashTest {
    private static final int KEYS = 12;

    /** After every second of them from the fourth on, two deltas are merged with their base. */
    private static final int STEPS = 6;

    /** Step 1 is the creation, step 2 sets all keys, the others change one and remove another. */
    private static void change(Changes tx, long step) {
        tx.put(bytes("step"), bytes("" + step));
        if (step == 2) {
            for (int i = 0; i < KEYS; i++) {
                tx.put(bytes("key-" + i), bytes("first"));
            }
        } else {
            tx.put(bytes("key-" + step % KEYS), bytes("v" + step)).delete(bytes("key-" + (step + 5) % KEYS));
        }
    }

    private static Map<String, String> model(long step) {
        Map<String, String> model = new TreeMap<>();
        for (long s = 2; s <= step; s++) {
            model.put("step", "" + s);
            if (s == 2) {
                for (int i = 0; i < KEYS; i++) {
                    model.put("key-" + i, "first");
                }
            } else {
                model.put("key-" + s % KEYS, "v" + s);
                model.remove("key-" + (s + 5) % KEYS);
            }
        }
        return model;
    }

    private static void work(Storage storage, AckLog log) {
        log.tried(1);
        try (StateStore store = StateStore.create(storage, options(1))) {
            log.acked(1);
            for (long step = 2; step <= STEPS; step++) {
                commit(store, step, log);
                store.checkpoint();
            }
        }
    }

    private static void commit(StateStore store, long step, AckLog log) {
        log.tried(step);
        store.commit(tx -> change(tx, step));
        log.acked(step);
    }

    private static void verify(Storage storage, AckLog log) {
        StateStore opened;
        try {
            opened = StateStore.open(storage, options(100));
        } catch (StoreMissingException e) {
            assertEquals(List.of(), log.acked(), "a store that was acknowledged is missing");
            opened = StateStore.create(storage, options(100));
            log.acked(1);
        }
        try (StateStore store = opened) {
            byte[] found = store.get(bytes("step"));
            long step = found == null ? 1 : Long.parseLong(new String(found, StandardCharsets.UTF_8));
            log.requireRecovered(step);
            assertState(store, step);
            assertNoLeftovers(storage);
            for (long next = step + 1; next <= step + 2 && next <= STEPS + 4; next++) {
                commit(store, next, log);
                store.checkpoint();
                assertState(store, next);
            }
        }
    }

    private static void assertState(StateStore store, long step) {
        assertEquals(model(step), all(store));
        assertEquals(recomputed(store), store.root());
        List<String> rejected = store.recoveryReport().rejected().stream()
                .filter(r -> !r.contains("MANIFEST.prev"))
                .toList();
        assertEquals(List.of(), rejected);
        VerificationReport verified = store.verify(Progress.NONE);
        assertTrue(verified.ok(), () -> verified.problems().toString());
    }

    private static void assertNoLeftovers(Storage storage) {
        assertFalse(storage.list("").stream().anyMatch(name -> name.endsWith(".tmp")));
        for (String checkpoint : storage.list("ckpt")) {
            List<String> files = storage.list("ckpt/" + checkpoint.substring(0, 16));
            assertTrue(files.equals(List.of("base.kvs")) || files.equals(List.of("delta.kvs")), files::toString);
        }
    }

    @Test
    void theWorkMakesDeltasAndMergesThem() {
        SimDisk disk = SimDisk.create();
        work(disk, new AckLog());

        assertEquals(
                List.of(
                        "ckpt/0000000000000004/base.kvs",
                        "ckpt/0000000000000006/delta.kvs",
                        "ckpt/0000000000000007/delta.kvs",
                        "ckpt/0000000000000008/base.kvs"),
                disk.files().keySet().stream()
                        .filter(name -> name.startsWith("ckpt/"))
                        .toList());
    }

    @Test
    @Tag("S1.19")
    @Tag("S1.27")
    @Tag("S1.29")
    @Tag("S1.31")
    @Tag("S1.34")
    @Tag("S4.17")
    void aCrashAnywhereInDeltasAndMergesLeavesEverythingAcknowledged() {
        CrashReport report = CrashRunner.of(DeltaCrashTest::work, DeltaCrashTest::verify)
                .sectorSizes(4096)
                .damages(3)
                .run();

        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 100, report::toString);
    }

    @Test
    @Tag("S1.31")
    void recoveriesThatCrashWithinRecoveriesDoNoHarmToDeltas() {
        CrashRunner.of(DeltaCrashTest::work, DeltaCrashTest::verify)
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(2)
                .recoveryDepth(2)
                .seed(11)
                .run();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S1.17")
    @Tag("S4.06")
    @Tag("S4.07")
    @Tag("S4.08")
    @Tag("S4.09")
    void aFailureOfAnyCallOfDeltasAndMergesIsTypedAndLosesNothing(Fault fault) {
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
}
