// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.BufferedOutcome;

/** Appends by one thread that are drained once, after the last. */
final class BufferedWork {
    private static final int WARMUP_SHARE = 4;

    private BufferedWork() {}

    static BufferedOutcome run(Subject subject, ChildArguments arguments) throws Exception {
        Records records = new Records(arguments.bytes(), 0, 64);
        SubjectConfig config = new SubjectConfig(Purpose.BUFFERED, arguments.bytes());
        try (SubjectLog log = subject.open(arguments.directory(), config)) {
            long number = 0;
            for (; number < arguments.records() / WARMUP_SHARE; number++) {
                log.append(records.next(number));
            }
            log.drain();
            long start = System.nanoTime();
            for (long i = 0; i < arguments.records(); i++) {
                log.append(records.next(number++));
            }
            long appended = System.nanoTime();
            log.drain();
            long drained = System.nanoTime();
            return new BufferedOutcome(arguments.records(), (appended - start) / 1e9, (drained - start) / 1e9);
        }
    }
}
