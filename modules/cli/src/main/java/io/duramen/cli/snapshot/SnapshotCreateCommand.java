// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Opened;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.Lines;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps the state of a store under a name. */
@Command(
        name = "create",
        description = "Keep the present state of a store under a name; durable when the command ends. Takes the lock.",
        footerHeading = "%nExample:%n",
        footer = "  duramen snapshot create before-upgrade /var/lib/notes")
final class SnapshotCreateCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "A name that no other snapshot of the store has.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    SnapshotCreateCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Opened<StateStore> opened = new Stores(streams(), opening).open(directory, StoreOptions.defaults())) {
            SnapshotInfo made = opened.store().snapshots().create(SnapshotNames.checked(name));
            Lines lines = new Lines();
            lines.line("snapshot", made.id());
            lines.line("holds", SnapshotFacts.text(made));
            lines.line("root", made.root());
            show(SnapshotFacts.of(made), lines.toString());
        }
        return ExitCode.FINE;
    }
}
