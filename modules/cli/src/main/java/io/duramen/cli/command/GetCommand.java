// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.commit.ReadableStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a key's value. */
@Command(
        name = "get",
        description = "Write a key's value to standard output, byte for byte; a line feed follows on a terminal only.",
        footerHeading = "%nExample:%n",
        footer = "  duramen get greeting /var/lib/notes")
final class GetCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    GetCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        byte[] keyBytes = Keys.of(key);
        try (Opened<ReadableStore> opened = new Stores(streams(), opening).openReadOnly(directory)) {
            int exit = Damage.warn(streams(), opened.store());
            byte[] value = opened.store().get(keyBytes);
            if (value == null) {
                throw Keys.missing(key, directory.toString());
            }
            if (json()) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("key", key);
                Keys.describe(facts, "value", value);
                facts.put("lsn", opened.store().lsn());
                facts.put("root", opened.store().root().toString());
                show(facts, "");
            } else {
                streams().out().write(value, 0, value.length);
                streams().out().print(streams().isTerminal() ? "\n" : "");
                streams().out().flush();
            }
            return exit;
        }
    }
}
