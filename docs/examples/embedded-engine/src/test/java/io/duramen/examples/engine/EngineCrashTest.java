// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.examples.engine.WholeFileStore.Between;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.wal.LogMissingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails in every operation of an engine that writes, checkpoints and recovers: what it holds afterwards is the state
 * after some transaction, not before the last one acknowledged, and it goes on from there.
 */
class EngineCrashTest {
    /** Two of them do not fit one segment. */
    private static final String LARGE = "x".repeat(40_000);

    @ParameterizedTest(name = "of what H2 does between its syncs survives: {0}")
    @EnumSource(Between.class)
    @Tag("S3.35")
    @Tag("S3.36")
    void theEngineStandsACrashAnywhere(Between between, TestReporter reporter) {
        CrashReport report = CrashRunner.of((s, log) -> work(s, log, between), (s, log) -> check(s, log, between))
                .sectorSizes(512)
                .names(NameOrder.STRICT) // the log by itself is crashed under both rules elsewhere
                .damages(2)
                .recoveryDepth(1)
                .run();
        reporter.publishEntry("embedded engine, " + between, report.toString());
        assertTrue(report.operations() > 40, report::toString);
    }

    private static void work(Storage storage, AckLog acks, Between between) {
        try (LoggedEngine engine = LoggedEngine.create(
                Subtree.of(storage, Engines.LOG), Engines.OPTIONS, WholeFileStore.open(storage, between))) {
            for (long n = 1; n <= 5; n++) {
                write(engine, acks, n);
                if (n % 2 == 0) {
                    engine.checkpoint();
                }
            }
        }
    }

    private static void check(Storage storage, AckLog acks, Between between) {
        try (LoggedEngine engine = open(storage, acks, between)) {
            long last = engine.recovery().lastLsn();
            acks.requireRecovered(last);
            Engines.requireState(engine, last);
            write(engine, acks, last + 1);
            Engines.requireState(engine, last + 1);
        }
    }

    private static LoggedEngine open(Storage storage, AckLog acks, Between between) {
        Storage log = Subtree.of(storage, Engines.LOG);
        try {
            return LoggedEngine.openWithRecovery(
                    log, Engines.OPTIONS, WholeFileStore.open(storage, between), warning -> {});
        } catch (LogMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the log is gone");
            return LoggedEngine.create(log, Engines.OPTIONS, WholeFileStore.open(storage, between));
        }
    }

    private static void write(LoggedEngine engine, AckLog acks, long n) {
        List<Change> changes = new ArrayList<>(Engines.transfer(n));
        changes.add(Change.put("large", "key-" + n % 2, LARGE)); // so that the log has segments to drop
        acks.tried(n);
        engine.write(changes);
        acks.acked(n);
    }
}
