// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.SimDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle accepts what the workloads do and nothing else. */
class StoreOracleTest {
    private static final long SEED = 4;

    private final SimDisk disk = SimDisk.create();
    private final AckLog acks = new AckLog();
    private final StoreWorkload workload = new MixedTransactions();

    static java.util.List<StoreWorkload> workloads() {
        return StoreWorkload.all();
    }

    private void work() {
        try (StoreSession session = StoreSession.create(workload, disk, acks, SEED)) {
            workload.work(session);
        }
    }

    private long verify() {
        return StoreOracle.verify(workload, disk.crash(0), acks.copy(), SEED);
    }

    /** Changes the store behind the oracle's back. */
    private void alter(java.util.function.Consumer<StateStore> change) {
        try (StoreSession session = StoreSession.open(workload, disk, acks, SEED)) {
            change.accept(session.store());
        }
    }

    private void requireRefused(String reason) {
        AssertionError refused = assertThrows(AssertionError.class, this::verify);
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::toString);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyWorkloadLeavesWhatItsStepsSay(StoreWorkload each) {
        try (StoreSession session = StoreSession.create(each, disk, acks, SEED)) {
            each.work(session);
        }

        assertTrue(acks.lastAcked() >= 6, acks::toString);
        assertEquals(acks.lastAcked(), StoreOracle.verify(each, disk.crash(0), acks.copy(), SEED));
    }

    @Test
    void callersThatCommitTogetherShareSyncs() {
        try (StoreSession session = StoreSession.create(new Groups(), disk, acks, SEED)) {
            long before = session.store().statistics().log().syncs();
            session.commitTogether(20);
            long syncs = session.store().statistics().log().syncs() - before;

            assertEquals(21, session.step());
            assertEquals(21, acks.lastAcked());
            assertTrue(syncs > 1 && syncs < 15, () -> syncs + " syncs");
        }
    }

    @Test
    @Tag("S1.61")
    void aLostTransactionIsFound() {
        work();
        acks.acked(acks.lastAcked() + 1);
        requireRefused("lost");
    }

    @Test
    @Tag("S1.61")
    void aTransactionNobodyTriedIsFound() {
        work();
        long next = acks.lastTried() + 1;
        alter(store -> store.commit(tx -> tx.put(StoreSteps.key("own-" + next), StoreSteps.value(SEED, next, 60))));
        requireRefused("invented");
    }

    @Test
    @Tag("S1.61")
    void aTransactionInPartIsFound() {
        work();
        alter(store -> store.commit(tx -> tx.delete(StoreSteps.key("own-" + acks.lastAcked()))));
        requireRefused("keys, there are");
    }

    @Test
    void anotherValueIsFound() {
        work();
        alter(store -> store.commit(tx ->
                tx.put(StoreSteps.key("own-" + acks.lastAcked()), StoreSteps.value(SEED + 1, acks.lastAcked(), 60))));
        requireRefused("another value");
    }

    @Test
    void aMissingStoreIsFoundIfItWasAcknowledged() {
        acks.acked(1);
        requireRefused("a store that was acknowledged is missing");
    }
}
