// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.subjects.PreWrittenFloor;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Durable appends, between two short looks at the floor: disks change their mind within seconds, so what a subject is compared
 * with has to be measured next to it.
 */
final class DurableWork {
    private static final double FLOOR_WARMUP_SECONDS = 0.1;
    private static final double FLOOR_SECONDS = 0.25;

    private DurableWork() {}

    static DurableOutcome run(Subject subject, ChildArguments arguments) throws Exception {
        // kept from round to round: it is written once, and reused blocks are the point
        Path floor = Files.createDirectories(arguments.directory().resolveSibling("floor"));
        Path files = Files.createDirectory(arguments.directory().resolve("log"));
        Histogram before = floor(floor, arguments.bytes());
        Histogram measured;
        try (SubjectLog log = subject.open(files, new SubjectConfig(Purpose.DURABLE, arguments.bytes()))) {
            measured = new Appenders(log, arguments.bytes())
                    .run(arguments.threads(), arguments.warmupSeconds(), arguments.seconds());
        }
        // the log's files are left for the parent to delete: giving blocks back keeps a disk busy for a while
        Histogram after = floor(floor, arguments.bytes());
        Histogram both = new Histogram();
        both.add(before);
        both.add(after);
        return new DurableOutcome(
                measured.total(),
                arguments.seconds(),
                before.total() / FLOOR_SECONDS,
                after.total() / FLOOR_SECONDS,
                both.at(50),
                DurableOutcome.PERCENTILES.stream().map(measured::at).toList());
    }

    private static Histogram floor(Path directory, int bytes) throws Exception {
        try (SubjectLog log = new PreWrittenFloor().open(directory, new SubjectConfig(Purpose.DURABLE, bytes))) {
            return new Appenders(log, bytes).run(1, FLOOR_WARMUP_SECONDS, FLOOR_SECONDS);
        }
    }
}
