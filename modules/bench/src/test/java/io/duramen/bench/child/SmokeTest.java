// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.BenchException;
import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Subjects;
import io.duramen.bench.Work;
import io.duramen.bench.result.DurableOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmokeTest {
    private static final int BYTES = 64;

    @TempDir
    Path directory;

    static Stream<Subject> subjects() {
        return Subjects.all().stream();
    }

    static Stream<Subject> durable() {
        return subjects().filter(subject -> subject.works().contains(Work.DURABLE));
    }

    static Stream<Subject> readable() {
        return subjects().filter(subject -> subject.works().contains(Work.REPLAY));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatIsAppendedIsReadBackInOrder(Subject subject) throws Exception {
        ChildArguments arguments = arguments(subject);
        FillWork.run(subject, arguments);
        try (SubjectLog log = subject.open(directory, new SubjectConfig(Purpose.BUFFERED, BYTES))) {
            log.append(new Records(BYTES, 0, 8).next(arguments.records()));
            log.drain();
        }
        RecordCheck check = new RecordCheck(BYTES, true);
        try (SubjectLog log = subject.open(directory, new SubjectConfig(Purpose.REPLAY, BYTES))) {
            log.replay(check);
        }
        assertEquals(arguments.records() + 1, check.count());
    }

    @ParameterizedTest
    @MethodSource("durable")
    void durableAppendsReturn(Subject subject) throws Exception {
        try (SubjectLog log = subject.open(directory, new SubjectConfig(Purpose.DURABLE, BYTES))) {
            long appended = 0;
            for (double seconds = 0.05; appended == 0; seconds *= 2) { // a slow disk needs longer for one
                appended = new Appenders(log, BYTES)
                        .run(Math.min(4, subject.mostThreads()), 0, seconds)
                        .total();
            }
        }
    }

    @Test
    void durableAppendsAreMeasuredBetweenTwoLooksAtTheFloor() throws Exception {
        DurableOutcome outcome = null;
        for (double seconds = 0.05; outcome == null || outcome.appends() == 0; seconds *= 2) {
            outcome = DurableWork.run(Subjects.named("duramen"), durable(seconds));
        }
        assertTrue(outcome.floorBefore() >= 0 && outcome.floorAfter() >= 0, outcome.toString());
        assertEquals(DurableOutcome.PERCENTILES.size(), outcome.nanos().size());
    }

    @Test
    void aKilledWritersPromisesAreCounted() throws Exception {
        Subject subject = Subjects.named("duramen");
        Path files = Files.createDirectory(directory.resolve("run"));
        ChildArguments arguments =
                new ChildArguments("open", subject.name(), files, directory.resolve("outcome"), 1, BYTES, 300, 0, 0);
        FillWork.run(subject, arguments);
        try (Acknowledged acknowledged = Acknowledged.open(directory.resolve("acknowledged"))) {
            acknowledged.set(302);
        }
        assertEquals(2, OpenWork.run(subject, arguments).lost());
    }

    @Test
    void aRecordThatIsNotAsItWasWrittenIsNoticed() {
        byte[] record = new Records(BYTES, 0, 8).next(0);
        record[BYTES / 2] ^= 1;
        assertThrows(BenchException.class, () -> new RecordCheck(BYTES, true).accept(ByteBuffer.wrap(record)));
    }

    @Test
    void aRecordOutOfOrderIsNoticed() {
        byte[] record = new Records(BYTES, 0, 8).next(1);
        assertThrows(BenchException.class, () -> new RecordCheck(BYTES, true).accept(ByteBuffer.wrap(record)));
    }

    private ChildArguments durable(double seconds) throws IOException {
        Path run = Files.createDirectory(directory.resolve("run-" + seconds));
        return new ChildArguments("durable", "duramen", run, directory.resolve("outcome"), 1, BYTES, 0, 0, seconds);
    }

    private ChildArguments arguments(Subject subject) {
        return new ChildArguments(
                "fill", subject.name(), directory, directory.resolveSibling("outcome"), 1, BYTES, 300, 0, 0);
    }
}
