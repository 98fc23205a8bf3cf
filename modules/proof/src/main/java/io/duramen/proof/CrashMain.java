// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.base.DuramenException;
import io.duramen.proof.faults.FaultSuites;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The writer and the verifier behind one name, for tools that crash a log or a store from outside: {@code java -jar
 * duramen-crash.jar write|verify DIR [options]}.
 */
public final class CrashMain {
    private static final String HELP = """
            Crashes a Duramen log or store from outside.

              duramen-crash write  DIR [seed] [--sealed] [--store] [--threads N] [--count N] [--password-file FILE]
              duramen-crash verify DIR        [--sealed] [--store]                           [--password-file FILE]
              duramen-crash cycles [DIR]      see: duramen-crash cycles --help
              duramen-crash faults            see: duramen-crash faults --list

            write   continues DIR or creates it, and writes the numbers 1, 2, 3, ... until it is killed:
                      TRY n   before number n is handed over
                      ACK n   once number n is durable
            verify  opens DIR, which recovers it, checks every byte and every root, and prints
                      RANGE a b   the numbers recovered, without a gap; RANGE 1 0 if there are none

            After any crash, and whatever the disk did that disks may do: a is 1, every n that was acknowledged is in
            the range, and nothing in it was never tried.

              --sealed         encrypted, with a keyring in DIR; its key derivation is cheap and protects nothing
              --store          a state store with checkpoints, instead of a log
              --threads N      threads that write, 4 unless given
              --count N        close in order and end after N numbers
              --password-file  the password is the first line of FILE; "crash me if you can" unless given
              seed             what the bytes of the records follow from, 0 unless given

            Exit codes
              0  opened, all as written    3  stopped by an I/O error or a full disk
              1  opened, but wrong         4  refused as corrupt or tampered with
              2  wrong command line        5  refused: open elsewhere, wrong password, foreign directory, newer format

            Example
              duramen-crash write DIR 1 --store > lines &  kill -9 $!;  duramen-crash verify DIR --store
            """;

    private CrashMain() {}

    /** What a crash program does. */
    interface Body {
        void run();
    }

    /**
     * Runs the program and ends the JVM.
     *
     * @param args {@code write|verify|cycles|faults [DIR] [options]}
     */
    public static void main(String... args) {
        // one write call a line, so that a kill never leaves half of one
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args).code());
    }

    /**
     * Runs the program.
     *
     * @param out takes lines and help
     * @param err takes complaints
     * @param args {@code write|verify|cycles|faults [DIR] [options]}
     * @return how it ended
     */
    public static CrashExit run(PrintStream out, PrintStream err, String... args) {
        List<String> words = Arrays.asList(args);
        String command = words.isEmpty() ? "" : words.get(0);
        String[] rest = words.stream().skip(1).toArray(String[]::new);
        if (command.equals("cycles")) {
            return KillCycles.run(out, err, rest);
        }
        if (command.equals("faults")) {
            return faults(out, err, rest);
        }
        if (words.contains("--help") || command.equals("help")) {
            out.print(HELP);
            return CrashExit.OPENED;
        }
        return switch (command) {
            case "write" -> CrashWriter.run(out, err, rest);
            case "verify" -> CrashVerifier.run(out, err, rest);
            default ->
                guarded(err, () -> {
                    throw new CrashUsageException("expected write, verify, cycles or faults");
                });
        };
    }

    private static CrashExit faults(PrintStream out, PrintStream err, String... args) {
        CrashExit[] found = {CrashExit.OPENED};
        CrashExit exit = guarded(err, () -> found[0] = FaultSuites.run(out, counter(err), args));
        return exit == CrashExit.OPENED ? found[0] : exit;
    }

    /** On a terminal a line that counts up and is written over by what comes next; elsewhere nothing. */
    @SuppressWarnings("SystemConsoleNull") // on JDK 22 to 24 there always is one, and the line goes into a file too
    private static LongConsumer counter(PrintStream err) {
        if (System.console() == null) {
            return sum -> {};
        }
        return sum -> err.print(String.format(Locale.ROOT, "%,16d so far\r", sum));
    }

    static String[] command(String command, String... args) {
        return Stream.concat(Stream.of(command), Arrays.stream(args)).toArray(String[]::new);
    }

    /** Runs a body and tells what it threw. */
    static CrashExit guarded(PrintStream err, Body body) {
        try {
            body.run();
            return CrashExit.OPENED;
        } catch (RuntimeException failure) {
            CrashExit exit = CrashExit.of(failure);
            if (failure instanceof DuramenException known) {
                err.println(known.code() + ": " + known.getMessage());
                if (known.hint() != null) {
                    err.println("  " + known.hint());
                }
            } else if (exit == CrashExit.USAGE) {
                err.println(failure.getMessage() + "; see: duramen-crash --help");
            } else {
                failure.printStackTrace(err);
            }
            return exit;
        }
    }
}
