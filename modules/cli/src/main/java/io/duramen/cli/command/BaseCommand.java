// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** What every verb has. */
public abstract class BaseCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(names = "--json", description = "Write the result, or the error, as one JSON object.")
    private boolean json;

    @SuppressWarnings("UnusedVariable") // the error report looks for it on the command line
    @Option(names = "--stacktrace", description = "With an error, print where in the program it arose.")
    private boolean stacktrace;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    /**
     * Makes a verb.
     *
     * @param streams where it reads and writes
     */
    protected BaseCommand(Streams streams) {
        this.streams = streams;
    }

    /**
     * Returns where the verb reads and writes.
     *
     * @return the streams
     */
    protected final Streams streams() {
        return streams;
    }

    /**
     * Tells whether the result is wanted as JSON.
     *
     * @return {@code true} if so
     */
    protected final boolean json() {
        return json;
    }

    /**
     * Writes the result in the form that is wanted.
     *
     * @param facts for machines
     * @param text for people, in lines
     */
    protected final void show(Map<String, ?> facts, String text) {
        streams.out().print(json ? Json.text(facts) + "\n" : text);
    }

    /**
     * Makes a bar on the error stream that shows nothing while the work is short.
     *
     * @return the bar, to be closed
     */
    protected final ProgressBar progress() {
        return progress(Units::count);
    }

    /**
     * Makes a bar on the error stream that shows nothing while the work is short.
     *
     * @param unit writes an amount of what is counted
     * @return the bar, to be closed
     */
    protected final ProgressBar progress(LongFunction<String> unit) {
        return new ProgressBar(streams.err(), streams.isTerminal(), streams.nanoTime(), unit);
    }
}
