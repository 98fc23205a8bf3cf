// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.OpenOutcome;

/** Opens what a killed writer left, appends once, then reads everything to see whether the writer's promises were kept. */
final class OpenWork {

    private OpenWork() {}

    static OpenOutcome run(Subject subject, ChildArguments arguments) throws Exception {
        long promised;
        try (Acknowledged acknowledged = Acknowledged.open(arguments.directory().resolveSibling("acknowledged"))) {
            promised = acknowledged.get();
        }
        byte[] last = new Records(arguments.bytes(), 0, 1).next(Long.MAX_VALUE);
        long start = System.nanoTime();
        long open;
        long ready;
        try (SubjectLog log =
                subject.open(arguments.directory(), new SubjectConfig(Purpose.DURABLE, arguments.bytes()))) {
            open = System.nanoTime();
            log.append(last);
            ready = System.nanoTime();
        }
        RecordCheck check = new RecordCheck(arguments.bytes(), !subject.verifies());
        try (SubjectLog log =
                subject.open(arguments.directory(), new SubjectConfig(Purpose.REPLAY, arguments.bytes()))) {
            log.replay(record -> {
                if (record.getLong(record.position()) != Long.MAX_VALUE) {
                    check.accept(record);
                }
            });
        }
        return new OpenOutcome(promised, check.count(), (open - start) / 1e6, (ready - start) / 1e6);
    }
}
