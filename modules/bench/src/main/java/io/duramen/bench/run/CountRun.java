// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.Contender;
import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.ChildArguments;
import io.duramen.bench.child.Trees;
import io.duramen.bench.result.SyncCount;
import io.duramen.bench.store.StoreSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Counts syncs by tracing system calls: what a log promises is not asked of the log. */
final class CountRun {
    private static final int APPENDS = 200;
    private static final int BYTES = 256;

    private final Runs runs;
    private final List<SyncCount> counts;

    CountRun(Runs runs, List<SyncCount> counts) {
        this.runs = runs;
        this.counts = counts;
    }

    void run(List<Subject> subjects) throws IOException {
        if (!present()) {
            Runs.say("strace is not here or may not trace: syncs are not counted");
            return;
        }
        for (Subject subject : runs.able(subjects, Work.DURABLE)) {
            count(subject, "count");
        }
    }

    /** Counts the syncs of stores. */
    void runStores(List<StoreSubject> stores) throws IOException {
        if (!present()) {
            Runs.say("strace is not here or may not trace: syncs are not counted");
            return;
        }
        for (StoreSubject store : stores) {
            count(store, "store-count");
        }
    }

    private void count(Contender subject, String work) throws IOException {
        Path directory = runs.fresh("run");
        Path trace = directory.resolveSibling("trace.txt");
        ChildArguments arguments = new ChildArguments(
                work, subject.name(), directory, runs.children().resultFile(), 1, BYTES, APPENDS, 0, 0);
        try {
            runs.children().run(command(trace), subject, arguments, Map.class);
            SyncCount count = SyncTrace.read(trace, directory, APPENDS).count(subject.name());
            counts.add(count);
            Runs.say("%-18s %s (%s)", subject.name(), count.label(), count.calls());
        } catch (BenchException e) {
            Runs.say("%-18s syncs are not counted: %s", subject.name(), e.getMessage());
        }
        Trees.delete(directory);
    }

    private static List<String> command(Path trace) {
        return List.of(
                "strace",
                "-f",
                "-qq",
                "-y",
                "-s",
                "0",
                "-e",
                "trace=" + String.join(",", SyncTrace.CALLS),
                "-o",
                trace.toString());
    }

    private static boolean present() {
        try {
            Process process = new ProcessBuilder("strace", "-qq", "-e", "trace=fsync", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new BenchException("interrupted", e);
        }
    }
}
