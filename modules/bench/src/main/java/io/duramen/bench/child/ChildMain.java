// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.Subjects;
import io.duramen.bench.UsageException;
import io.duramen.bench.goals.Effort;
import io.duramen.bench.goals.Goals;
import io.duramen.bench.result.GoalOutcome;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.store.StoreSubjects;
import java.util.Map;

/** Measures one work of one subject in this JVM and writes the outcome to a file. */
public final class ChildMain {

    private ChildMain() {}

    /**
     * Runs the work and ends the JVM; libraries may have left threads behind.
     *
     * @param args work, subject, and {@code key=value} pairs, see {@link ChildArguments}
     */
    public static void main(String... args) {
        int code = 0;
        try {
            ChildArguments arguments = ChildArguments.parse(args);
            Object outcome = work(arguments);
            ResultFile.write(arguments.resultFile(), outcome);
        } catch (Throwable e) {
            // whatever it is, libraries with native parts throw errors too: the parent reports it
            System.err.println("FAILED " + e);
            e.printStackTrace();
            code = 1;
        }
        // halt: hooks of libraries are not ours to wait for, every log has been closed
        Runtime.getRuntime().halt(code);
    }

    private static Object work(ChildArguments arguments) throws Exception {
        return switch (arguments.work()) {
            case "goal" ->
                new GoalOutcome(Goals.named(arguments.subject()).measure(arguments.directory(), effort(arguments)));
            case "prepare" -> {
                Goals.named(arguments.subject()).prepare(arguments.directory(), effort(arguments));
                yield Map.of();
            }
            case "machine" -> Machine.here(arguments.directory());
            case "commit" -> CommitWork.run(StoreSubjects.named(arguments.subject()), arguments);
            case "store-fill" -> StoreFillWork.run(StoreSubjects.named(arguments.subject()), arguments);
            case "store-count" -> StoreCountWork.run(StoreSubjects.named(arguments.subject()), arguments);
            case "durable" -> DurableWork.run(Subjects.named(arguments.subject()), arguments);
            case "buffered" -> BufferedWork.run(Subjects.named(arguments.subject()), arguments);
            case "fill" -> FillWork.run(Subjects.named(arguments.subject()), arguments);
            case "replay" -> ReplayWork.run(Subjects.named(arguments.subject()), arguments);
            case "crash" -> CrashWork.run(Subjects.named(arguments.subject()), arguments);
            case "open" -> OpenWork.run(Subjects.named(arguments.subject()), arguments);
            case "count" -> CountWork.run(Subjects.named(arguments.subject()), arguments);
            default -> throw new UsageException("no work is called " + arguments.work());
        };
    }

    private static Effort effort(ChildArguments arguments) {
        return new Effort(arguments.seconds(), (int) arguments.records());
    }
}
