// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of verbs that look at a log: of its own directory, or of a store. */
@Command(
        name = "log",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Look at a log, or at the log of a store: verify, dump, tail, stat, replay and export change nothing, take no lock "
                    + "and work while another process writes to it. Compact, salvage and import take the lock."
        },
        footerHeading = "%nExample:%n",
        footer = {"  duramen log verify /var/lib/notes", "  duramen log tail -f /var/lib/notes"})
public final class LogCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LogCommand() {}

    /**
     * Makes the group with its verbs.
     *
     * @param streams where they read and write
     * @return the command line
     */
    public static CommandLine commandLine(Streams streams) {
        return new CommandLine(new LogCommand())
                .addSubcommand(new LogVerifyCommand(streams))
                .addSubcommand(new LogDumpCommand(streams))
                .addSubcommand(new LogTailCommand(streams))
                .addSubcommand(new LogStatCommand(streams))
                .addSubcommand(new LogReplayCommand(streams))
                .addSubcommand(new LogCompactCommand(streams))
                .addSubcommand(new LogSalvageCommand(streams))
                .addSubcommand(new LogExportCommand(streams))
                .addSubcommand(new LogImportCommand(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
