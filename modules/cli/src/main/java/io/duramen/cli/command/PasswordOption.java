// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the password comes from: a file, else the environment, else somebody at the terminal. Never the command line. */
public final class PasswordOption {

    /** The environment variable that holds the password. */
    public static final String VARIABLE = "DURAMEN_PASSWORD";

    private static final String OPTION = "--password-file";

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description = "Take the password from the first line of FILE; else from the environment variable "
                    + VARIABLE + ", else it is asked for.")
    private @Nullable Path file;

    private final String option;
    private final String variable;

    /** Makes the option, to be filled in. */
    public PasswordOption() {
        this(null, OPTION, VARIABLE);
    }

    /** What another option of the same kind was given. */
    PasswordOption(@Nullable Path file, String option, String variable) {
        this.file = file;
        this.option = option;
        this.variable = variable;
    }

    /** Tells whether a file was named on the command line. */
    boolean isNamed() {
        return file != null;
    }

    /**
     * Tells whether a password can be had without asking anybody.
     *
     * @param streams gives the environment
     * @return {@code true} if so
     */
    public boolean isGiven(Streams streams) {
        return file != null || streams.environment().containsKey(variable);
    }

    /**
     * Returns the password that opens something.
     *
     * @param streams gives the environment and the terminal
     * @param what what it opens, for people
     * @return the password, to be wiped
     */
    public char[] existing(Streams streams, String what) {
        return isGiven(streams) ? given(streams) : asked(streams, "Password of " + what + ": ", option, variable);
    }

    /**
     * Returns a password for something new; at a terminal it must be typed twice.
     *
     * @param streams gives the environment and the terminal
     * @param what what it will open, for people
     * @return the password, to be wiped
     */
    public char[] fresh(Streams streams, String what) {
        if (isGiven(streams)) {
            return given(streams);
        }
        return askTwice(streams, what, option, variable);
    }

    /**
     * Asks at the terminal for a new password, twice.
     *
     * @param streams give the terminal
     * @param what what it will open, for people
     * @return the password, to be wiped
     */
    public static char[] askTwice(Streams streams, String what) {
        return askTwice(streams, what, OPTION, VARIABLE);
    }

    private static char[] askTwice(Streams streams, String what, String option, String variable) {
        char[] first = asked(streams, "New password of " + what + ": ", option, variable);
        char[] second = asked(streams, "The same again: ", option, variable);
        boolean equal = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!equal) {
            Arrays.fill(first, '\0');
            throw refused(
                    "PASSWORDS_DIFFER", "the two passwords differ; nothing was made", Map.of(), "try again", null);
        }
        return first;
    }

    /**
     * Reads the first line of a file, and warns if others may read it.
     *
     * @param file the file
     * @param streams take the warning
     * @return the line without its end, not empty, to be wiped
     */
    public static char[] firstLine(Path file, Streams streams) {
        return nonEmpty(fromFile(file, streams), file.toString());
    }

    /**
     * Asks at the terminal.
     *
     * @param streams give the terminal
     * @param question what to ask
     * @return what was typed, not empty, to be wiped
     */
    public static char[] ask(Streams streams, String question) {
        return asked(streams, question);
    }

    private char[] given(Streams streams) {
        if (file != null) {
            return firstLine(file, streams);
        }
        String value = streams.environment().getOrDefault(variable, "");
        return nonEmpty(value.toCharArray(), "the environment variable " + variable);
    }

    private static char[] fromFile(Path file, Streams streams) {
        byte[] bytes;
        try {
            warnIfOthersRead(file, streams);
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(
                    "PASSWORD_FILE",
                    "cannot read the password file " + file + ": " + FileErrors.said(e),
                    Map.of("file", file.toString(), "found", FileErrors.said(e)),
                    "give a readable file",
                    e);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            char[] password = new char[text.remaining()];
            text.get(password);
            Arrays.fill(text.array(), '\0');
            return password;
        } catch (CharacterCodingException notText) {
            throw refused(
                    "PASSWORD_FILE",
                    "the first line of the password file " + file + " is not UTF-8",
                    Map.of("file", file.toString(), "expected", "UTF-8 text", "found", "other bytes"),
                    "save the file as UTF-8",
                    null);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static void warnIfOthersRead(Path file, Streams streams) throws IOException {
        if (!Files.isRegularFile(file) || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return; // a pipe, or a system that keeps permissions elsewhere
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (found.stream().anyMatch(OTHERS::contains)) {
            streams.err()
                    .println(streams.style().odd("warning: ") + "others may read the password file " + file + " ("
                            + PosixFilePermissions.toString(found) + "); run: chmod 600 " + file);
        }
    }

    private static char[] asked(Streams streams, String question) {
        return asked(streams, question, OPTION, VARIABLE);
    }

    private static char[] asked(Streams streams, String question, String option, String variable) {
        Streams.PasswordPrompt prompt = streams.prompt();
        if (prompt == null) {
            throw refused(
                    "PASSWORD_MISSING",
                    "a password is needed, and there is no terminal to ask at",
                    Map.of("expected", option + " FILE or " + variable, "found", "neither"),
                    "give " + option + " FILE or set " + variable,
                    null);
        }
        char[] typed = prompt.ask(question);
        return nonEmpty(typed == null ? new char[0] : typed, "what was typed");
    }

    private static char[] nonEmpty(char[] password, String source) {
        if (password.length == 0) {
            throw refused(
                    "PASSWORD_EMPTY",
                    "the password is empty: " + source,
                    Map.of("expected", "at least one character", "found", "none"),
                    "give a password; a store without one is made by: duramen init --unsealed DIR",
                    null);
        }
        return password;
    }

    private static CommandException refused(
            String code, String message, Map<String, ?> details, String hint, @Nullable Throwable cause) {
        return new CommandException(ExitCode.REFUSED, code, message, details, hint, cause);
    }
}
