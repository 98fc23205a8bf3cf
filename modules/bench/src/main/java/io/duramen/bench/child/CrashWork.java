// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;

/** Appends durably to a filled log and says after each how many are acknowledged, until it is killed. */
final class CrashWork {

    private CrashWork() {}

    static Object run(Subject subject, ChildArguments arguments) throws Exception {
        try (Acknowledged acknowledged = Acknowledged.open(arguments.directory().resolveSibling("acknowledged"));
                SubjectLog log =
                        subject.open(arguments.directory(), new SubjectConfig(Purpose.DURABLE, arguments.bytes()))) {
            Records records = new Records(arguments.bytes(), 0, 64);
            for (long number = arguments.records(); ; number++) {
                log.append(records.next(number));
                acknowledged.set(number + 1);
            }
        }
    }
}
