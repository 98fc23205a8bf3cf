// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.SealResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What sealing a frame costs the processor: a run of JMH on one Java, and what stands in the file it writes. */
record FramesRun(Path home, Path jar, Path directory, double seconds) {
    private static final String EVERY_SIZE = "SealBenchmark.(frame|heap|direct|hedge)";
    private static final String LARGEST = "SealBenchmark.(hash|checksum)";
    private static final String PROFILER = "io.duramen.bench.jmh.ThreadCpu";
    private static final int WARMUP_ITERATIONS = 2;
    private static final int ITERATIONS = 5;
    private static final long PATIENCE_MINUTES = 60;

    /** Measures once. */
    GoalRound measure(int round) throws IOException {
        Map<String, Double> figures = new TreeMap<>(run(EVERY_SIZE));
        figures.putAll(run(LARGEST, "-p", "bytes=4096"));
        GoalOutcome outcome = new GoalOutcome(figures);
        Runs.say("round %d  %s %s", round, SealResult.FRAMES, outcome.figures());
        return new GoalRound(round, SealResult.FRAMES, outcome);
    }

    private Map<String, Double> run(String... benchmarks) throws IOException {
        Path file = directory.resolve("frames.json");
        Files.deleteIfExists(file);
        await(new ProcessBuilder(command(file, benchmarks))
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start());
        return figures(Files.readString(file));
    }

    /** The compiler needs longer than the measurement. */
    private List<String> command(Path file, String... benchmarks) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString()));
        // two that run at once would disturb each other, which whoever starts them knows
        command.addAll(List.of("-Djmh.ignoreLock=true", "-jar", jar.toString()));
        command.addAll(List.of(benchmarks));
        command.addAll(List.of("-prof", PROFILER, "-foe", "true", "-rf", "json", "-rff", file.toString()));
        command.addAll(List.of("-f", "1", "-wi", Integer.toString(WARMUP_ITERATIONS), "-w", millis(seconds * 4)));
        command.addAll(List.of("-i", Integer.toString(ITERATIONS), "-r", millis(seconds * 0.7)));
        return command;
    }

    private static String millis(double seconds) {
        return Math.max(1, Math.round(seconds * 1000)) + "ms";
    }

    private void await(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new BenchException("JMH did not end within " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            throw new BenchException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new BenchException("JMH ended with " + process.exitValue() + ": "
                    + Files.readString(output(), StandardCharsets.ISO_8859_1).strip());
        }
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    /** Nanoseconds of processor time an operation by benchmark and size, for instance {@code frame, 4096 B: CPU ns}. */
    static Map<String, Double> figures(String json) {
        Map<String, Double> figures = new TreeMap<>();
        for (JsonNode benchmark : JsonMapper.builder().build().readTree(json)) {
            String name = benchmark.path("benchmark").asString();
            String bytes = benchmark.path("params").path("bytes").asString("");
            String what = name.substring(name.lastIndexOf('.') + 1) + (bytes.isEmpty() ? "" : ", " + bytes + " B");
            figures.put(
                    what + ": CPU ns", score(benchmark.path("secondaryMetrics").path("cpu")));
            figures.put(what + ": ns", score(benchmark.path("primaryMetric")));
        }
        return figures;
    }

    private static double score(JsonNode metric) {
        if (!metric.path("scoreUnit").asString("").equals("ns/op")) {
            throw new BenchException("JMH wrote no figure in ns/op: " + metric);
        }
        return metric.path("score").asDouble();
    }
}
