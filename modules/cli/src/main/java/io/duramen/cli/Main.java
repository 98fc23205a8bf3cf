// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.cli.audit.AuditedCommands;
import io.duramen.cli.command.RootCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry of the {@code duramen} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the arguments; {@code --help} lists them
     */
    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        int exit = run(args, streams);
        streams.out().flush();
        streams.err().flush();
        System.exit(exit);
    }

    /**
     * Runs the command.
     *
     * @param args the arguments
     * @param streams where it reads and writes
     * @return the exit code: 0 fine, 1 failed, 2 usage, 3 damage found, 4 key or permission refused
     */
    public static int run(String[] args, Streams streams) {
        ErrorReport errors = new ErrorReport(streams, Arrays.asList(args));
        return AuditedCommands.run(streams, told -> line(told, errors), args);
    }

    private static CommandLine line(Streams streams, ErrorReport errors) {
        CommandLine line = RootCommand.commandLine(streams);
        line.setOut(streams.outWriter());
        line.setErr(streams.errWriter());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(streams.colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(streams.columns());
        line.setUsageHelpAutoWidth(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> errors.report(failure));
        line.setParameterExceptionHandler((wrong, given) -> errors.reportUsage(wrong));
        return line;
    }
}
