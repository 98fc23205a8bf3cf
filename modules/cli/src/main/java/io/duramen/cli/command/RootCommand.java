// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.audit.AuditCommand;
import io.duramen.cli.demo.DemoChildCommand;
import io.duramen.cli.demo.DemoCommand;
import io.duramen.cli.keys.KeysCommand;
import io.duramen.cli.log.LogCommand;
import io.duramen.cli.power.PowerTestCommand;
import io.duramen.cli.snapshot.RestoreCommand;
import io.duramen.cli.snapshot.SnapshotCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a verb, which only tells which verbs there are. */
@Command(
        name = "duramen",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A store of keys and values that survives what happens to the machine, and proves it.",
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen init /var/lib/notes",
            "  duramen put greeting hello /var/lib/notes",
            "  duramen get greeting /var/lib/notes",
            "",
            "Exit codes: 0 fine, 1 failed, 2 usage, 3 damage found, 4 key or permission refused.",
            "Environment: DURAMEN_PASSWORD, DURAMEN_AUDIT, NO_COLOR."
        })
public final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private RootCommand() {}

    /**
     * Makes the command with its verbs, ready to run.
     *
     * @param streams where they read and write
     * @return the command line
     */
    public static CommandLine commandLine(Streams streams) {
        return new CommandLine(new RootCommand())
                .addSubcommand(new InitCommand(streams))
                .addSubcommand(new ImportCommand(streams))
                .addSubcommand(new PutCommand(streams))
                .addSubcommand(new GetCommand(streams))
                .addSubcommand(new DeleteCommand(streams))
                .addSubcommand(new ProveCommand(streams))
                .addSubcommand(new StateRootCommand(streams))
                .addSubcommand(new VerifyCommand(streams))
                .addSubcommand(new RecoverCommand(streams))
                .addSubcommand(new RotateCommand(streams))
                .addSubcommand(new ExportCommand(streams))
                .addSubcommand(new DiffCommand(streams))
                .addSubcommand(new InspectCommand(streams))
                .addSubcommand(SnapshotCommand.commandLine(streams))
                .addSubcommand(new RestoreCommand(streams))
                .addSubcommand(LogCommand.commandLine(streams))
                .addSubcommand(KeysCommand.commandLine(streams))
                .addSubcommand(AuditCommand.commandLine(streams))
                .addSubcommand(new DoctorCommand(streams))
                .addSubcommand(new DemoCommand(streams))
                .addSubcommand(new PowerTestCommand(streams))
                .addSubcommand(new DemoChildCommand(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
