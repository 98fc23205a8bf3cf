// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.base.EventSink;
import io.duramen.cli.terminal.Style;
import io.duramen.seal.KeyringOptions;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a command sees of the world beside files, so that tests can run it in their own process.
 *
 * @param in the standard input
 * @param out the standard output: results
 * @param err the standard error: errors, warnings and progress
 * @param environment the environment variables
 * @param prompt asks for passwords, or {@code null} where there is no terminal
 * @param nanoTime a clock for progress and durations
 * @param events hears of recoveries and of refused keys; a sink that throws stops the command
 * @param keyrings what deriving a key from a password costs in a keyring that is made
 */
public record Streams(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        @Nullable PasswordPrompt prompt,
        LongSupplier nanoTime,
        EventSink events,
        KeyringOptions keyrings) {

    /**
     * Those whose events nobody hears, with keyrings as they should be.
     *
     * @param in the standard input
     * @param out the standard output: results
     * @param err the standard error: errors, warnings and progress
     * @param environment the environment variables
     * @param prompt asks for passwords, or {@code null} where there is no terminal
     * @param nanoTime a clock for progress and durations
     */
    public Streams(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            @Nullable PasswordPrompt prompt,
            LongSupplier nanoTime) {
        this(in, out, err, environment, prompt, nanoTime, EventSink.NONE, KeyringOptions.defaults());
    }

    /** Asks somebody at a terminal for a password. */
    @FunctionalInterface
    public interface PasswordPrompt {
        /**
         * Asks without showing what is typed.
         *
         * @param question what to show
         * @return what was typed, to be wiped; {@code null} at the end of the input
         */
        char @Nullable [] ask(String question);
    }

    /**
     * Those of this process. Text goes out as UTF-8, because values do.
     *
     * @return the streams
     */
    @SuppressWarnings("SystemConsoleNull") // isTerminal deals with the JDKs where it never is
    public static Streams ofProcess() {
        Console console = System.console();
        return new Streams(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.getenv(),
                console == null || !isTerminal(console) ? null : question -> console.readPassword("%s", question),
                System::nanoTime);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), true, StandardCharsets.UTF_8);
    }

    /** JDK 22 to 24 give a console without a terminal too; only {@code isTerminal}, new in 22, tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            return false;
        }
    }

    /**
     * The same, with somebody who hears of events.
     *
     * @param sink hears of them
     * @return the streams
     */
    public Streams withEvents(EventSink sink) {
        return new Streams(in, out, err, environment, prompt, nanoTime, sink, keyrings);
    }

    /**
     * The same, with other keyrings.
     *
     * @param options what they cost
     * @return the streams
     */
    public Streams withKeyrings(KeyringOptions options) {
        return new Streams(in, out, err, environment, prompt, nanoTime, events, options);
    }

    /**
     * Tells whether a person watches.
     *
     * @return {@code true} on a terminal
     */
    public boolean isTerminal() {
        return prompt != null && !"dumb".equals(environment.get("TERM"));
    }

    /**
     * Tells whether to use colours: on a terminal, unless {@code NO_COLOR} is set to anything (no-color.org).
     *
     * @return {@code true} if so
     */
    public boolean colours() {
        return isTerminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /**
     * Returns how to mark good and bad.
     *
     * @return colours or nothing
     */
    public Style style() {
        return new Style(colours());
    }

    /**
     * Returns the width of the terminal.
     *
     * @return {@code COLUMNS} if it is set and sensible, else 80
     */
    public int columns() {
        try {
            return Math.min(200, Math.max(60, Integer.parseInt(environment.getOrDefault("COLUMNS", "80"))));
        } catch (NumberFormatException notSensible) {
            return 80;
        }
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }
}
