// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/guide/crash-testing.md. */
class JournalCrashTest {
    static void work(Storage storage, AckLog log) {
        try (Journal journal = new Journal(storage)) {
            for (int i = 1; i <= 5; i++) {
                log.tried(i);
                journal.append(entry(i));
                log.acked(i);
            }
        }
    }

    static void check(Storage storage, AckLog log) {
        try (Journal journal = new Journal(storage)) {
            List<String> found = journal.entries();
            log.requireRecovered(found.size());
            for (int i = 1; i <= found.size(); i++) {
                assertEquals(entry(i), found.get(i - 1));
                log.acked(i);
            }
            int next = found.size() + 1;
            log.tried(next);
            journal.append(entry(next));
            log.acked(next);
        }
    }

    private static String entry(long number) {
        return ("entry " + number + " ").repeat(100);
    }

    @Test
    void everyAcknowledgedEntrySurvivesAPowerFailureAtAnyMoment() {
        CrashReport report = CrashRunner.of(JournalCrashTest::work, JournalCrashTest::check)
                .recoveryDepth(3)
                .run();

        assertEquals(14, report.operations());
        assertEquals(480, report.states());
    }

    @Test
    void everyFailureOfTheDiskIsReportedAndTheJournalIsStillWhole() {
        int calls = FaultStorage.untilClean(call -> {
            SimDisk disk = SimDisk.create();
            FaultStorage faulty =
                    FaultStorage.over(disk).fail(FaultStorage.Fault.TORN_WRITE, call, FaultStorage.Times.FOREVER);
            AckLog log = new AckLog();
            try {
                work(faulty, log);
            } catch (io.duramen.storage.StorageException reported) {
                assertTrue(faulty.failures() > 0, reported::toString);
            }
            check(disk.crash(call), log);
            return faulty;
        });

        assertEquals(14, calls);
    }

    @Test
    void stepsHappenInTheRightOrder() {
        RecordingStorage recording = RecordingStorage.over(SimDisk.create());
        try (Journal journal = new Journal(recording)) {
            recording.clear();
            journal.append("first");
            recording.mark("returned", 1);
        }

        List<String> expected = List.of("write journal 0+13", "force journal", "mark returned 1");
        assertEquals(expected, recording.trace());
    }
}
