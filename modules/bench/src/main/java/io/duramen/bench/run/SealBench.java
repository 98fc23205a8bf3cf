// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.Options;
import io.duramen.bench.UsageException;
import io.duramen.bench.child.ChildArguments;
import io.duramen.bench.child.Trees;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.goals.Goals;
import io.duramen.bench.result.JavaEntry;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.SealResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what sealing costs, on every Java it is given, one after the other in each round. */
public final class SealBench implements AutoCloseable {
    private final Options options;
    private final SealResult result;
    private final Runnable roundDone;

    /**
     * Makes a bench.
     *
     * @param options what is asked for
     * @param result takes what is measured
     * @param roundDone runs after each round
     */
    public SealBench(Options options, SealResult result, Runnable roundDone) {
        this.options = options;
        this.result = result;
        this.roundDone = roundDone;
    }

    /** A Java, how its children are started, and what they showed. */
    private record Side(Path home, Runs runs, JavaEntry entry) {}

    /**
     * Measures.
     *
     * @throws IOException if files of the bench itself cannot be written
     */
    public void run() throws IOException {
        if (!Files.exists(options.jmh())) {
            throw new UsageException("there is no " + options.jmh() + ": build it with -Pbench, or name it with --jmh");
        }
        List<Side> sides = sides();
        int before = result.rounds();
        for (int round = before + 1; round <= before + options.rounds(); round++) {
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            if (load >= 0) {
                result.load().add(load);
            }
            for (Side side : Runs.rotated(sides, round)) {
                measure(round, side);
            }
            roundDone.run();
        }
    }

    private List<Side> sides() throws IOException {
        List<Side> sides = new ArrayList<>();
        for (Map.Entry<Integer, Path> java : options.javas().entrySet()) {
            Runs runs =
                    new Runs(options, new ArrayList<>(), new Children(options.directory(), java.getValue()), roundDone);
            Machine machine = runs.children().run(List.of(), arguments(runs), Machine.class);
            if (!machine.jdk().contains(" " + java.getKey() + " (")) {
                throw new UsageException("--java" + java.getKey() + " names " + machine.jdk());
            }
            sides.add(new Side(java.getValue(), runs, result.entry(java.getKey(), machine)));
        }
        if (sides.isEmpty()) {
            throw new BenchException("no Java was named");
        }
        return sides;
    }

    private ChildArguments arguments(Runs runs) {
        return new ChildArguments(
                "machine", "java", options.directory(), runs.children().resultFile(), 1, Runs.LEAST_BYTES, 0, 0, 0);
    }

    private void measure(int round, Side side) throws IOException {
        Runs.say("round %d  Java %d", round, side.entry().java());
        GoalRounds rounds = new GoalRounds(side.runs(), side.entry().goals());
        for (Goal goal : Runs.rotated(Goals.seal(), round)) {
            rounds.measure(round, goal);
        }
        FramesRun frames = new FramesRun(side.home(), options.jmh(), options.directory(), options.seconds());
        side.entry().goals().add(frames.measure(round));
    }

    @Override
    public void close() throws IOException {
        Trees.delete(options.directory());
    }
}
