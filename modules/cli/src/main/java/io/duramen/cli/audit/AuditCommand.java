// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of verbs about audit trails. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Make, verify or show an audit trail. Verify and show change nothing, take no lock and work while another process "
                    + "writes to it.",
            "",
            "If DURAMEN_AUDIT names a trail, every command that writes is entered there before it begins and when it ends, and "
                    + "what it recovers; if that cannot be done, the command is not either."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen audit init /var/lib/trail",
            "  DURAMEN_AUDIT=/var/lib/trail duramen put greeting hello /var/lib/notes",
            "  duramen audit show /var/lib/trail"
        })
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page.")
    private boolean help;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private AuditCommand() {}

    /**
     * Makes the group with its verbs.
     *
     * @param streams where they read and write
     * @return the command line
     */
    public static CommandLine commandLine(Streams streams) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditInitCommand(streams))
                .addSubcommand(new AuditVerifyCommand(streams))
                .addSubcommand(new AuditShowCommand(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
