// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.file.Files;
import java.util.Map;

/**
 * Appends a few records one after the other and, around each, asks for a file that does not exist: whoever traces this JVM's
 * system calls sees by the names where an append begins and where it was acknowledged.
 */
public final class CountWork {

    /** What the names begin with; a number from 0 follows, the last one ends the last append. */
    public static final String MARK = "duramen-bench-mark-";

    private CountWork() {}

    static Map<String, Long> run(Subject subject, ChildArguments arguments) throws Exception {
        Records records = new Records(arguments.bytes(), 0, 64);
        try (SubjectLog log =
                subject.open(arguments.directory(), new SubjectConfig(Purpose.DURABLE, arguments.bytes()))) {
            for (long number = 0; number < arguments.records(); number++) {
                mark(arguments, number);
                log.append(records.next(number));
            }
            mark(arguments, arguments.records());
        }
        return Map.of("records", arguments.records());
    }

    static void mark(ChildArguments arguments, long number) {
        if (Files.exists(arguments.directory().resolveSibling(MARK + number))) {
            throw new IllegalStateException("a mark is a file that does not exist");
        }
    }
}
