// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.BufferedOutcome;
import io.duramen.bench.result.BufferedRound;
import io.duramen.bench.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Buffered appends, on the disk and, where there is one, on tmpfs: there a drain by sync costs nothing. */
final class BufferedRun {
    private static final Path TMPFS = Path.of("/dev/shm");
    private static final int BYTES = 256;

    private final Runs runs;
    private final Result result;

    BufferedRun(Runs runs, Result result) {
        this.runs = runs;
        this.result = result;
    }

    void run(List<Subject> all) throws IOException {
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("disk", runs.options().directory());
        if (Files.isWritable(TMPFS)) {
            places.put("tmpfs", Files.createTempDirectory(TMPFS, "duramen-bench"));
        }
        try {
            for (int round = 1; round <= runs.options().rounds(); round++) {
                for (Map.Entry<String, Path> place : places.entrySet()) {
                    for (Subject subject : Runs.rotated(runs.able(all, Work.BUFFERED), round)) {
                        measure(round, subject, place.getKey(), place.getValue());
                    }
                }
                runs.roundDone().run();
            }
        } finally {
            if (places.containsKey("tmpfs")) {
                Trees.delete(places.get("tmpfs"));
            }
        }
    }

    private void measure(int round, Subject subject, String place, Path parent) throws IOException {
        String work = "buffered on " + place;
        if (runs.failed(subject, work)) {
            return;
        }
        Path directory = Runs.fresh(parent, "run");
        BufferedOutcome outcome = runs.measure(
                subject, work, runs.arguments("buffered", subject, directory, 1, BYTES), BufferedOutcome.class);
        Trees.delete(directory);
        if (outcome != null) {
            result.buffered().add(new BufferedRound(round, subject.name(), place, BYTES, outcome));
            Runs.say(
                    "round %d  buffered on %-5s  %-18s %,11.0f/s  drained %,11.0f/s",
                    round,
                    place,
                    subject.name(),
                    outcome.appends() / outcome.seconds(),
                    outcome.appends() / outcome.drainedSeconds());
        }
    }
}
