// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a key. */
@Command(
        name = "delete",
        description = "Remove a key; durable when the command ends.",
        footerHeading = "%nExample:%n",
        footer = "  duramen delete --yes greeting /var/lib/notes")
final class DeleteCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Mixin
    private final Consent consent = new Consent();

    @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    DeleteCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        consent.require("delete removes the key for good");
        byte[] keyBytes = Keys.of(key);
        try (Opened<StateStore> opened = new Stores(streams(), opening).open(directory, StoreOptions.defaults())) {
            if (opened.store().get(keyBytes) == null) {
                throw Keys.missing(key, directory.toString());
            }
            CommitReceipt receipt =
                    opened.store().commit(tx -> tx.actor("duramen delete").delete(keyBytes));
            show(
                    PutCommand.facts(receipt),
                    "deleted " + key + ": record " + receipt.lsn() + ", root " + receipt.root() + "\n");
        }
        return 0;
    }
}
