// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.Consent;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Opened;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.Quoted;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a snapshot. */
@Command(
        name = "delete",
        description = "Remove a snapshot for good. The store itself stays as it is. Takes the lock.",
        footerHeading = "%nExample:%n",
        footer = "  duramen snapshot delete --yes before-upgrade /var/lib/notes")
final class SnapshotDeleteCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Mixin
    private final Consent consent = new Consent();

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "Its name, or its identity as list shows it.")
    private String snapshot = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    SnapshotDeleteCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        consent.require("delete removes the snapshot for good");
        try (Opened<StateStore> opened = new Stores(streams(), opening).open(directory, StoreOptions.defaults())) {
            opened.store().snapshots().delete(snapshot);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory.toString());
            facts.put("deleted", snapshot);
            show(facts, "deleted snapshot " + Quoted.text(snapshot) + "\n");
        }
        return ExitCode.FINE;
    }
}
