// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CrashRunnerTest {
    /** Six operations: create, write, force, sync, write, force. */
    private static void twoSteps(Storage storage, AckLog log) {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            log.tried(1);
            file.writeFully(ByteBuffer.wrap(new byte[] {1}), 0);
            file.force(true);
            storage.syncDirectory("");
            log.acked(1);
            log.tried(2);
            file.writeFully(ByteBuffer.wrap(new byte[] {2}), 1);
            file.force(true);
            log.acked(2);
        }
    }

    @Test
    void theProgramIsCrashedInEveryOperationAndOnceAfterTheLast() {
        List<String> seen = new ArrayList<>();

        CrashReport report = CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> seen.add(log.toString()))
                .damages(1)
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .run();

        assertEquals(new CrashReport(6, 7, 0, 14), report);
        List<String> once = new ArrayList<>();
        for (int i = 0; i < seen.size(); i += 2) { // each state is verified twice
            assertEquals(seen.get(i), seen.get(i + 1));
            once.add(seen.get(i));
        }
        assertEquals(
                List.of(
                        "tried up to 0, acknowledged up to 0",
                        "tried up to 1, acknowledged up to 0",
                        "tried up to 1, acknowledged up to 0",
                        "tried up to 1, acknowledged up to 0",
                        "tried up to 2, acknowledged up to 1",
                        "tried up to 2, acknowledged up to 1",
                        "tried up to 2, acknowledged up to 2"),
                once);
    }

    @Test
    void theReportIsASentenceWithTheFigures() {
        assertEquals(
                "crashed in every one of 6 operations and after the last: 7 states, 0 crashes inside recovery,"
                        + " 14 verifications, 0 violations",
                new CrashReport(6, 7, 0, 14).toString());
    }

    @Test
    void aFailureOfTheProgramItselfIsReported() {
        IllegalStateException own = new IllegalStateException("my fault");

        CrashFailure failure = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(
                                (storage, log) -> {
                                    throw own;
                                },
                                (storage, log) -> {})
                        .run());

        assertSame(own, failure.getCause());
        assertTrue(failure.getMessage().startsWith("the program failed before the power did"), failure::getMessage);
    }

    @Test
    void aFailureNamesTheCrashTheLogAndTheDisk() {
        CrashFailure failure = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> log.requireRecovered(1))
                        .seed(5)
                        .run());

        assertEquals("512 STRICT 0 0 5", failure.point());
        assertTrue(failure.getMessage().contains("power failed in operation 0; tried up to 0"), failure::getMessage);
        assertTrue(failure.getMessage().contains("-Dduramen.crash=\"512 STRICT 0 0 5\""), failure::getMessage);
    }

    @Test
    void aPromiseMadeByTheRecoveryIsHeldAgainstIt() {
        CrashFailure failure = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> {
                            if (log.isAcked(9)) {
                                assertTrue(storage.exists("recovered"), "lost what recovery promised");
                            } else {
                                storage.open("recovered", OpenMode.CREATE_NEW).close();
                                log.acked(9); // without a sync
                            }
                        })
                        .run());

        assertTrue(failure.getMessage().contains("again after the recovery"), failure::getMessage);
    }

    @Test
    void aRecoveryThatIsNotDoneInOneStepIsCrashedInTheMiddle() {
        CrashFailure failure = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> {
                            boolean first = storage.exists("first");
                            assertEquals(first, storage.exists("second"), "half recovered");
                            if (!first) {
                                storage.open("first", OpenMode.CREATE_NEW).close();
                                storage.syncDirectory("");
                                storage.open("second", OpenMode.CREATE_NEW).close();
                                storage.syncDirectory("");
                            }
                        })
                        .run());

        assertTrue(failure.getMessage().contains("of the recovery"), failure::getMessage);
        CrashFailure again = assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> log.requireRecovered(100))
                        .replay(failure.point()));
        assertEquals(failure.point(), again.point());
    }

    @Test
    void aCrashThatTheProgramWrapsIsStillACrash() {
        CrashReport report = CrashRunner.of(
                        (storage, log) -> {
                            try {
                                twoSteps(storage, log);
                            } catch (SimulatedCrash crash) {
                                throw new IllegalStateException("wrapped", crash);
                            }
                        },
                        (storage, log) -> {})
                .run();

        assertEquals(6, report.operations());
    }

    @Test
    void anAssertionOfTheProgramThatFailsAfterTheCrashIsNotSwallowed() {
        assertThrows(
                CrashFailure.class,
                () -> CrashRunner.of(
                                (storage, log) -> {
                                    try {
                                        twoSteps(storage, log);
                                    } catch (SimulatedCrash crash) {
                                        throw new AssertionError("the program's own");
                                    }
                                },
                                (storage, log) -> {})
                        .run());
    }

    @Test
    void aProgramWithThreadsIsCrashedToo() {
        CrashReport report = CrashRunner.of(CrashRunnerTest::threads, (storage, log) -> {
                    for (long step : log.acked()) {
                        assertTrue(storage.exists("f" + step), () -> "lost " + step);
                    }
                })
                .damages(2)
                .run();

        assertTrue(report.operations() >= 8, report::toString);
    }

    private static void threads(Storage storage, AckLog log) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                int step = i;
                all.add(pool.submit(() -> {
                    log.tried(step);
                    storage.open("f" + step, OpenMode.CREATE_NEW).close();
                    storage.syncDirectory("");
                    log.acked(step);
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aReplayThatIsNotOneIsRefused() {
        CrashRunner runner = CrashRunner.of((storage, log) -> {}, (storage, log) -> {});

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> runner.replay("512 STRICT"));

        assertTrue(e.getMessage().contains("expected sector size, names, operation, damage and seed"), e::getMessage);
    }

    @Test
    void inParallelTheSameCrashesAreRun() {
        CrashRunner runner = CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> storage.list(""))
                .recoveryDepth(2);

        assertEquals(runner.run(), runner.inParallel().run());
    }

    @Test
    void inParallelTheFirstFailureIsToldAsWell() {
        CrashRunner runner = CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> log.requireRecovered(1));

        assertEquals(
                assertThrows(CrashFailure.class, runner::run).point(),
                assertThrows(CrashFailure.class, runner.inParallel()::run).point());
    }

    @Test
    void recoveriesAreCrashedAsDeepAsWasAsked() {
        for (int depth = 0; depth <= 3; depth++) {
            CrashReport report = CrashRunner.of(CrashRunnerTest::twoSteps, (storage, log) -> {
                        if (!storage.exists("recovered")) {
                            storage.open("recovered", OpenMode.CREATE_NEW).close();
                            storage.syncDirectory("");
                        }
                        storage.open("n" + storage.list("").size(), OpenMode.CREATE_NEW)
                                .close();
                    })
                    .recoveryDepth(depth)
                    .replay("512 STRICT 3 1 0");

            assertEquals(depth, report.recoveryCrashes());
            assertEquals(2 + 3 * depth, report.verifications()); // each state twice, each interrupted one once
        }
    }
}
