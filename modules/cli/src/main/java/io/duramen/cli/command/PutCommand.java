// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a key a value. */
@Command(
        name = "put",
        description = "Give a key a value; durable when the command ends.",
        footerHeading = "%nExample:%n",
        footer = {"  duramen put greeting hello /var/lib/notes", "  duramen put page - /var/lib/notes < page.html"})
final class PutCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value, or - to read it from standard input.")
    private String value = "";

    @Parameters(index = "2", paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    PutCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        byte[] keyBytes = Keys.of(key);
        byte[] bytes = value.equals("-") ? streams().in().readAllBytes() : value.getBytes(StandardCharsets.UTF_8);
        try (Opened<StateStore> opened = new Stores(streams(), opening).open(directory, StoreOptions.defaults())) {
            CommitReceipt receipt =
                    opened.store().commit(tx -> tx.actor("duramen put").put(keyBytes, bytes));
            show(
                    facts(receipt),
                    "put " + key + ": " + bytes.length + " bytes, record " + receipt.lsn() + ", root " + receipt.root()
                            + "\n");
        }
        return 0;
    }

    static Map<String, Object> facts(CommitReceipt receipt) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lsn", receipt.lsn());
        facts.put("transactionId", receipt.transactionId());
        facts.put("root", receipt.root().toString());
        return facts;
    }
}
