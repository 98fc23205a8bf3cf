// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes every key with its value. */
@Command(
        name = "export",
        description = {
            "Write every key with its value as lines of JSON, in clear, in the order of the keys. Of a damaged store it writes "
                    + "the last version that can be verified, says so, and ends with exit code 3."
        },
        footerHeading = "%nExample:%n",
        footer = {"  duramen export notes.jsonl /var/lib/notes", "  duramen export - /var/lib/notes | wc -l"})
final class ExportCommand extends BaseCommand {
    @Mixin
    private final PasswordOption password = new PasswordOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "A new file, or - for standard output.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    ExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Opened<ReadableStore> opened = new Stores(streams(), password).openReadOnly(directory)) {
            int exit = Damage.warn(streams(), opened.store());
            StateView version = opened.store().snapshot();
            if (file.equals("-")) {
                write(version, line -> streams().out().print(line + "\n"));
            } else {
                try (NewFile target = NewFile.at(Path.of(file))) {
                    write(version, target::line);
                    target.complete();
                }
                show(facts(version), text(version));
            }
            return exit;
        }
    }

    private static void write(StateView version, Consumer<String> lines) {
        for (MerkleEntry entry : version.entries()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            Keys.describe(facts, "key", entry.key());
            Keys.describe(facts, "value", entry.value());
            lines.accept(Json.text(facts));
        }
    }

    private Map<String, Object> facts(StateView version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("keys", version.size());
        facts.put("complete", version.isComplete());
        facts.put("lsn", version.lsn());
        facts.put("root", version.root().toString());
        return facts;
    }

    private String text(StateView version) {
        return "exported " + Units.count(version.size(), "key") + " to " + file + ": the state up to record "
                + version.lsn() + ", root " + version.root() + "\n";
    }
}
