// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a line costs, counted in calls of the storage. */
class CountedTest {
    private final RecordingStorage storage = RecordingStorage.over(SimDisk.create());

    @Test
    @Tag("S2.04")
    @Tag("S2.23")
    void aCommitIsOneWriteThenOneForceThenItsAcknowledgement() {
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            log.prepare("a-1", Changes.parse("{}"));
            storage.clear();
            log.markCommitted("a-1");
            storage.mark("ack", 2);
            List<Operation> done = storage.operations();
            assertEquals(
                    List.of(Kind.WRITE, Kind.FORCE, Kind.MARK),
                    done.stream().map(Operation::kind).toList());
            assertEquals(LineNames.LOG, done.get(0).file());
        }
    }

    @Test
    @Tag("S2.01")
    @Tag("S2.03")
    @Tag("S2.12")
    @Tag("S2.22")
    void aCommitCostsTheSameWhateverIsPending() {
        long expected = -1;
        for (int pending : new int[] {10, 1000, 100_000}) {
            RecordingStorage counted = RecordingStorage.over(SimDisk.create());
            try (JsonLinesLog log = JsonLinesLog.create(
                    counted, options().durability(Durability.NONE).build())) {
                List<PendingAppend> prepared = new ArrayList<>();
                for (int i = 0; i < pending; i++) {
                    prepared.add(log.submit(prepare(i)));
                }
                prepared.forEach(PendingAppend::await);
                log.sync();
            }
            try (JsonLinesLog log = JsonLinesLog.open(counted, plain())) {
                counted.clear();
                for (int i = 0; i < 10; i++) {
                    assertTrue(log.markCommitted(id(i)));
                }
                assertEquals(10, counted.count(Kind.WRITE));
                assertEquals(10, counted.count(Kind.FORCE));
                assertEquals(
                        0,
                        counted.operations().stream()
                                .filter(o -> o.kind().isChanging())
                                .filter(o -> o.kind() != Kind.WRITE && o.kind() != Kind.FORCE)
                                .count());
                long bytes = counted.operations().stream()
                        .filter(o -> o.kind() == Kind.WRITE)
                        .mapToLong(Operation::length)
                        .sum();
                long digits = 10L * Long.toString(pending + 10L).length();
                expected = expected < 0 ? bytes - digits : expected;
                assertEquals(
                        expected, bytes - digits, "all but the digits of the numbers, with " + pending + " pending");
            }
        }
    }

    private static String id(int number) {
        return String.format("tx-%06d", number);
    }

    private static LogEntry prepare(int number) {
        TransactionName name = TransactionName.of(id(number));
        return LogEntry.builder(Changes.builder().put("key", number).build().payload())
                .type(io.duramen.wal.RecordType.PREPARE)
                .transactionId(name.transactionId())
                .key(name.key())
                .build();
    }

    @Test
    @Tag("S2.12")
    void aThousandCommitsAreAThousandWritesAndAThousandForces() {
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            for (int i = 0; i < 1000; i++) {
                log.prepare(id(i), Changes.parse("{}"));
            }
            storage.clear();
            for (int i = 0; i < 1000; i++) {
                log.markCommitted(id(i));
            }
            assertEquals(1000, storage.count(Kind.WRITE));
            assertEquals(1000, storage.count(Kind.FORCE));
            assertEquals(List.of(), log.uncommitted());
        }
    }

    @Test
    void linesThatComeTogetherShareOneWriteAndOneForce() {
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            storage.clear();
            List<PendingAppend> group = new ArrayList<>();
            for (int n = 1; n <= 50; n++) {
                group.add(log.submit(LogEntry.of(payload(n))));
            }
            group.forEach(PendingAppend::await);
            assertEquals(1, storage.count(Kind.WRITE));
            assertEquals(1, storage.count(Kind.FORCE));
            requireRecords(log, 50);
        }
        assertEquals(1, storage.count(Kind.WRITE) - 1, "the mark of the close");
    }

    @Test
    void openingAndClosingALogThatWasClosedWritesNothing() {
        JsonLinesLog.create(storage, plain()).close();
        storage.clear();
        JsonLinesLog.open(storage, plain()).close();
        assertEquals(0, storage.count(Kind.WRITE));
    }
}
