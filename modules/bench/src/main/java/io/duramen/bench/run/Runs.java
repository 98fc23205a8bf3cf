// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.BenchException;
import io.duramen.bench.Contender;
import io.duramen.bench.Options;
import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import io.duramen.bench.child.ChildArguments;
import io.duramen.bench.child.Trees;
import io.duramen.bench.goals.Goal;
import io.duramen.bench.result.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all runs share: options, the children, and who failed and is left out from then on. */
record Runs(Options options, List<Failure> failures, Children children, Runnable roundDone) {
    static final int LEAST_BYTES = 16; // a goal chooses its own sizes

    /** The subjects a round takes its turn with: another one first each time, so that none always follows the same. */
    static <T> List<T> rotated(List<T> subjects, int round) {
        List<T> order = new ArrayList<>(subjects);
        Collections.rotate(order, -round);
        return order;
    }

    List<Subject> able(List<Subject> subjects, Work work) {
        return subjects.stream()
                .filter(subject -> subject.works().contains(work))
                .toList();
    }

    boolean failed(Contender subject, String work) {
        return failures.stream()
                .anyMatch(failure -> failure.subject().equals(subject.name())
                        && failure.work().equals(work));
    }

    /** Runs a child in an empty directory; a subject that fails is noted and {@code null} returned. */
    <T> @Nullable T measure(Contender subject, String work, ChildArguments arguments, Class<T> outcome)
            throws IOException {
        try {
            return children.run(subject, arguments, outcome);
        } catch (BenchException e) {
            failures.add(new Failure(subject.name(), work, String.valueOf(e.getMessage())));
            say("%-18s fails at %s: %s", subject.name(), work, e.getMessage());
            return null;
        }
    }

    ChildArguments arguments(String work, Subject subject, Path directory, int threads, int bytes) {
        return new ChildArguments(
                work,
                subject.name(),
                directory,
                children.resultFile(),
                threads,
                bytes,
                options.records(),
                options.warmupSeconds(),
                options.seconds());
    }

    ChildArguments arguments(String work, Goal goal, Path directory) {
        return new ChildArguments(
                work,
                goal.name(),
                directory,
                children.resultFile(),
                1,
                LEAST_BYTES,
                options.records(),
                0,
                options.seconds());
    }

    Path fresh(String name) throws IOException {
        return fresh(options.directory(), name);
    }

    static Path fresh(Path parent, String name) throws IOException {
        Path directory = parent.resolve(name);
        Trees.delete(directory);
        return Files.createDirectories(directory);
    }

    static void say(String format, @Nullable Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
