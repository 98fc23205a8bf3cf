// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of verbs about what opens a sealed store, log or audit trail. */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "What opens a sealed store, log or audit trail: passwords, a printed recovery key, devices, tokens. list and "
                    + "verify change nothing; the others take the lock and replace the two small files of the keyring."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen keys export-recovery --label drawer /var/lib/notes",
            "  duramen keys add --label deputy /var/lib/notes",
            "  duramen keys list /var/lib/notes"
        })
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KeysCommand() {}

    /**
     * Makes the group with its verbs.
     *
     * @param streams where they read and write
     * @return the command line
     */
    public static CommandLine commandLine(Streams streams) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysInitCommand(streams))
                .addSubcommand(new KeysListCommand(streams))
                .addSubcommand(new KeysVerifyCommand(streams))
                .addSubcommand(new KeysAddCommand(streams))
                .addSubcommand(new KeysRemoveCommand(streams))
                .addSubcommand(new KeysExportRecoveryCommand(streams))
                .addSubcommand(new KeysDeviceCommand(streams))
                .addSubcommand(new KeysRotateCommand(streams))
                .addSubcommand(new KeysRevokeCommand(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
