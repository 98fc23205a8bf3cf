// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.DurableOutcome;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Durable appends, between two short looks at the floor: disks change their mind within seconds, so what a subject is compared
 * with has to be measured next to it.
 */
final class DurableWork {
    private DurableWork() {}

    static DurableOutcome run(Subject subject, ChildArguments arguments) throws Exception {
        FloorLook floor = FloorLook.beside(arguments.directory());
        Path files = Files.createDirectory(arguments.directory().resolve("log"));
        Histogram before = floor.look(arguments.bytes());
        Histogram measured;
        try (SubjectLog log = subject.open(files, new SubjectConfig(Purpose.DURABLE, arguments.bytes()))) {
            measured = new Appenders(log, arguments.bytes())
                    .run(arguments.threads(), arguments.warmupSeconds(), arguments.seconds());
        }
        // the log's files are left for the parent to delete: giving blocks back keeps a disk busy for a while
        Histogram after = floor.look(arguments.bytes());
        return FloorLook.outcome(measured, arguments.seconds(), before, after);
    }
}
