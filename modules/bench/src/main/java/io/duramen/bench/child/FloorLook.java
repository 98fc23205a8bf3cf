// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.subjects.PreWrittenFloor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Short looks at the floor, before and after what is compared with it. */
record FloorLook(Path directory) {
    private static final double WARMUP_SECONDS = 0.1;
    private static final double SECONDS = 0.25;

    /** A floor whose file is kept from round to round: it is written once, and reused blocks are the point. */
    static FloorLook beside(Path directory) throws IOException {
        return new FloorLook(Files.createDirectories(directory.resolveSibling("floor")));
    }

    Histogram look(int bytes) throws Exception {
        try (SubjectLog log = new PreWrittenFloor().open(directory, new SubjectConfig(Purpose.DURABLE, bytes))) {
            return new Appenders(log, bytes).run(1, WARMUP_SECONDS, SECONDS);
        }
    }

    static DurableOutcome outcome(Histogram measured, double seconds, Histogram before, Histogram after) {
        Histogram both = new Histogram();
        both.add(before);
        both.add(after);
        return new DurableOutcome(
                measured.total(),
                seconds,
                before.total() / SECONDS,
                after.total() / SECONDS,
                both.at(50),
                DurableOutcome.PERCENTILES.stream().map(measured::at).toList());
    }
}
