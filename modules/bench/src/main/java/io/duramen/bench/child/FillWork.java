// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.util.Map;

/** Puts records into a log and closes it in order, for others to read. */
final class FillWork {

    private FillWork() {}

    static Map<String, Long> run(Subject subject, ChildArguments arguments) throws Exception {
        try (SubjectLog log =
                subject.open(arguments.directory(), new SubjectConfig(Purpose.BUFFERED, arguments.bytes()))) {
            fill(log, arguments);
        }
        return Map.of("records", arguments.records());
    }

    static void fill(SubjectLog log, ChildArguments arguments) throws Exception {
        Records records = new Records(arguments.bytes(), 0, 64);
        for (long number = 0; number < arguments.records(); number++) {
            log.append(records.next(number));
        }
        log.drain();
    }
}
