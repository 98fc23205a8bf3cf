// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.BenchException;
import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.ReplayOutcome;

/** Reads everything back, once, in a JVM that has done nothing else: what a program does when it starts. */
final class ReplayWork {

    private ReplayWork() {}

    static ReplayOutcome run(Subject subject, ChildArguments arguments) throws Exception {
        RecordCheck check = new RecordCheck(arguments.bytes(), !subject.verifies());
        long start = System.nanoTime();
        try (SubjectLog log =
                subject.open(arguments.directory(), new SubjectConfig(Purpose.REPLAY, arguments.bytes()))) {
            long open = System.nanoTime();
            log.replay(check);
            long end = System.nanoTime();
            if (check.count() != arguments.records()) {
                throw new BenchException("expected " + arguments.records() + " records, read " + check.count());
            }
            return new ReplayOutcome(check.count(), (open - start) / 1e6, (end - start) / 1e6);
        }
    }
}
