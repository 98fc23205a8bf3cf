// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of verbs about named snapshots. */
@Command(
        name = "snapshot",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keep states of a store under a name: create and delete take the lock; list and verify change nothing, take no "
                    + "lock and work while another process writes to the store. A snapshot shares files with its store; it "
                    + "is no backup."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen snapshot create before-upgrade /var/lib/notes",
            "  duramen restore --snapshot before-upgrade --to /tmp/old /var/lib/notes"
        })
public final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SnapshotCommand() {}

    /**
     * Makes the group with its verbs.
     *
     * @param streams where they read and write
     * @return the command line
     */
    public static CommandLine commandLine(Streams streams) {
        return new CommandLine(new SnapshotCommand())
                .addSubcommand(new SnapshotCreateCommand(streams))
                .addSubcommand(new SnapshotListCommand(streams))
                .addSubcommand(new SnapshotVerifyCommand(streams))
                .addSubcommand(new SnapshotDeleteCommand(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
