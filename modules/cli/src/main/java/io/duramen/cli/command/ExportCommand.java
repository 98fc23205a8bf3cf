// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateView;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes every key with its value. */
@Command(
        name = "export",
        description = {
            "Write every key with its value as lines of JSON, in clear, in the order of the keys, and behind them an end mark with "
                    + "their number and digest. Of a damaged store it writes the last version that can be verified, says so, there "
                    + "too, and ends with exit code 3."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen export notes.jsonl /var/lib/notes",
            "  duramen export - /var/lib/notes | gzip > notes.jsonl.gz"
        })
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
                new ExportLines(line -> streams().out().print(line + "\n")).write(version);
            } else {
                ExportLines lines;
                try (NewFile target = NewFile.at(Path.of(file))) {
                    lines = new ExportLines(target::line);
                    lines.write(version);
                    target.complete();
                }
                show(facts(lines.facts(version)), text(version));
            }
            return exit;
        }
    }

    private Map<String, Object> facts(Map<String, Object> end) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.putAll(end);
        return facts;
    }

    private String text(StateView version) {
        return "exported " + Units.count(version.size(), "key") + " to " + file + ": the state up to record "
                + version.lsn() + ", root " + version.root() + "\n";
    }
}
