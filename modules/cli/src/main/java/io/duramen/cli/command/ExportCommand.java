// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateView;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
            "Write every key with its value as lines of JSON, in clear or sealed, in the order of the keys, and behind them an end "
                    + "mark with their number and digest. Of a damaged store it writes the last version that can be verified, says so, there "
                    + "too, and ends with exit code 3."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen export notes.jsonl /var/lib/notes",
            "  duramen export - /var/lib/notes | gzip > notes.jsonl.gz",
            "  duramen export --seal notes.sealed /var/lib/notes"
        })
final class ExportCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Mixin
    private final SealOptions seal = new SealOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "A new file, or - for standard output.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    ExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Opened<ReadableStore> opened = new Stores(streams(), opening).openReadOnly(directory)) {
            int exit = Damage.warn(streams(), opened.store());
            StateView version = opened.store().snapshot();
            if (file.equals("-")) {
                write(version, notClosed(streams().out()));
                streams().out().flush();
            } else {
                ExportLines lines;
                try (NewFile target = NewFile.at(Path.of(file))) {
                    lines = write(version, target.bytes());
                    target.complete();
                }
                show(facts(lines.facts(version)), text(version));
            }
            return exit;
        }
    }

    private ExportLines write(StateView version, OutputStream target) {
        String what = "the export " + file;
        try (OutputStream out = seal.over(target, streams(), what)) {
            ExportLines lines = new ExportLines(line -> write(out, line));
            lines.write(version);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + what, e);
        }
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream notClosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    private Map<String, Object> facts(Map<String, Object> end) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("sealed", seal.isGiven());
        facts.putAll(end);
        return facts;
    }

    private String text(StateView version) {
        return "exported " + Units.count(version.size(), "key") + " to " + file + (seal.isGiven() ? ", sealed" : "")
                + ": the state up to record " + version.lsn() + ", root " + version.root() + "\n";
    }
}
