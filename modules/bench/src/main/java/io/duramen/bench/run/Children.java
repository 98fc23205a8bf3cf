// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.Contender;
import io.duramen.bench.child.ChildArguments;
import io.duramen.bench.child.ChildMain;
import io.duramen.bench.result.ResultFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts JVMs that measure, all alike but for the flags a subject cannot do without. */
final class Children {
    private static final long PATIENCE_SECONDS = 180;
    private static final long GOAL_PATIENCE_SECONDS = 600;
    private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx4g", "-XX:-UsePerfData");

    private final Path directory;
    private final Path home;

    /** Starts children on the Java that this is running on. */
    Children(Path directory) {
        this(directory, Path.of(System.getProperty("java.home")));
    }

    /** Starts children on another Java. */
    Children(Path directory, Path home) {
        this.directory = directory;
        this.home = home;
    }

    Path resultFile() {
        return directory.resolve("outcome.json");
    }

    /** Runs a child to its end and returns what it measured. */
    <T> T run(Contender contender, ChildArguments arguments, Class<T> outcome) throws IOException {
        return run(List.of(), contender, arguments, outcome);
    }

    /** Runs a child that is told only what flags it needs. */
    <T> T run(List<String> flags, ChildArguments arguments, Class<T> outcome) throws IOException {
        Files.deleteIfExists(resultFile());
        return awaited(start(List.of(), flags, arguments), GOAL_PATIENCE_SECONDS, outcome);
    }

    /** Runs a child under another program. */
    <T> T run(List<String> under, Contender contender, ChildArguments arguments, Class<T> outcome) throws IOException {
        Files.deleteIfExists(resultFile());
        return awaited(start(under, contender, arguments), PATIENCE_SECONDS, outcome);
    }

    private <T> T awaited(Process process, long patienceSeconds, Class<T> outcome) throws IOException {
        try {
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                throw new BenchException("no outcome within " + patienceSeconds + " s");
            }
        } catch (InterruptedException e) {
            throw new BenchException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(resultFile())) {
            throw new BenchException(reason(process.exitValue()));
        }
        return ResultFile.read(resultFile(), outcome);
    }

    /** Starts a child that is going to be killed. */
    Process start(List<String> under, Contender contender, ChildArguments arguments) throws IOException {
        return start(under, contender.jvmFlags(), arguments);
    }

    private Process start(List<String> under, List<String> flags, ChildArguments arguments) throws IOException {
        List<String> command = new ArrayList<>(under);
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ChildMain.class.getName());
        command.addAll(arguments.words());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private String reason(int code) throws IOException {
        // what libraries print may be in any encoding
        List<String> lines = new String(Files.readAllBytes(output()), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("FAILED "))
                .findFirst()
                .map(line -> line.substring("FAILED ".length()).replace(directory.toString(), "DIR"))
                .orElse("ended with " + code);
    }
}
