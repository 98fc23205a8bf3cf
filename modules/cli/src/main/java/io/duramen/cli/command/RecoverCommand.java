// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recovers a store now. */
@Command(
        name = "recover",
        description = {
            "Recover a store as every open does, and tell what was found and done. Doing it twice does no more than doing it "
                    + "once. A store that cannot be restored exactly is refused and not changed."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen recover /var/lib/notes",
            "  duramen recover /var/lib/notes --anchor /mnt/other/notes.anchor"
        })
final class RecoverCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Refuse the store if it is older than its anchor in this file; move the anchor on.")
    private @Nullable Path anchor;

    @Option(
            names = "--accept-rollback",
            description = "With --anchor: take the store as it is and put the anchor back to it, after a backup was "
                    + "restored on purpose.")
    private boolean acceptRollback;

    @Parameters(paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    RecoverCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        if (acceptRollback && anchor == null) {
            throw new ParameterException(spec.commandLine(), "--accept-rollback goes with --anchor FILE");
        }
        try (Opened<StateStore> opened = new Stores(streams(), opening)
                .open(
                        directory,
                        Anchors.options(anchor).acceptRollback(acceptRollback).build())) {
            RecoveryReport report = opened.store().recoveryReport();
            streams().out().print(json() ? Json.text(Json.parse(report.toJson())) + "\n" : report.toText());
        }
        return ExitCode.FINE;
    }
}
