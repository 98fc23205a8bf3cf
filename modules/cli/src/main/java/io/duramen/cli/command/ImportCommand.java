// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.Streams;
import io.duramen.cli.lines.JsonRecords;
import io.duramen.cli.lines.LineReader;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports JSON lines, or what a predecessor left. */
@Command(
        name = "import",
        description = {
            "Import JSON lines: one object a line, one transaction each, durable before it counts. The value is the line as it "
                    + "stands, the key one of its fields. Importing again changes nothing.",
            "With --from, import the directory of a predecessor, which is only read and may still be in use. Importing again "
                    + "goes on where it was cut off, and carries over what is new. --from store-export takes the file that duramen "
                    + "export wrote, sealed or not."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen import packages.jsonl --key package /var/lib/packages --create",
            "  zcat big.jsonl.gz | duramen import - --key id --skip-bad /var/lib/big",
            "  duramen import --from auto /srv/old /var/lib/new --create",
            "  duramen import --from encryption /srv/sealed --dry-run --source-password-file old.txt",
            "  duramen import --from store-export notes.jsonl /var/lib/copy --create"
        })
final class ImportCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Mixin
    private final LegacyOptions legacy = new LegacyOptions();

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "The JSON lines, or - for standard input; with --from, the predecessor's directory or the export.")
    private String file = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "The store.")
    private @Nullable Path directory;

    @Option(names = "--key", paramLabel = "FIELD", description = "The field that holds the key of a JSON line.")
    private @Nullable String field;

    @Option(
            names = "--skip-bad",
            description = "Count and report bad lines and go on, instead of stopping at the first.")
    private boolean skipBad;

    @Option(names = "--create", description = "Make the store first.")
    private boolean create;

    @Option(names = "--unsealed", description = "With --create: make it without a password.")
    private boolean unsealed;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ImportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        Path store = directory;
        String format = legacy.format();
        if (format != null && (field != null || skipBad)) {
            throw usage("--key and --skip-bad are for JSON lines, --from is for a predecessor's directory");
        }
        if (format == null && legacy.isGiven()) {
            throw usage(
                    "--dry-run, --strict, --exact, --accept-partial, --actor, --snapshot, --source-password-file and"
                            + " --source-raw-key-file go with --from");
        }
        if (legacy.isReckless()) {
            throw usage(
                    "--exact deletes what the source does not have, which --accept-partial says may only be missing");
        }
        if (format == null && field == null) {
            throw usage("Missing required option: '--key=FIELD', or '--from=FORMAT' for a predecessor's directory");
        }
        if (store == null && !legacy.isDryRun()) {
            throw usage("Missing required parameter: 'DIR'");
        }
        if (format != null) {
            LegacyImport run = new LegacyImport(streams(), legacy, json());
            return run.run(Path.of(file), format, store == null ? null : opening(store));
        }
        return importLines(Objects.requireNonNull(field), Objects.requireNonNull(store));
    }

    private Supplier<Opened<StateStore>> opening(Path directory) {
        return () -> store(directory, LegacyImport.OPTIONS);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int importLines(String field, Path directory) throws IOException {
        boolean standardInput = file.equals("-");
        Path path = Path.of(standardInput ? "" : file);
        try (InputStream in = standardInput ? streams().in() : open(path);
                Opened<StateStore> opened = store(directory, StoreOptions.defaults());
                ProgressBar bar = progress(Units::bytes).now()) {
            long total = standardInput ? -1 : Files.size(path);
            Importer importer =
                    new Importer(opened.store(), new JsonRecords(field), file, skipBad ? this::skipped : null);
            long begun = streams().nanoTime().getAsLong();
            try {
                importer.run(new LineReader(in, JsonRecords.MAX_LINE_BYTES), bar, total);
            } finally {
                bar.clear();
                long nanos = streams().nanoTime().getAsLong() - begun;
                show(facts(importer, opened.store(), nanos), text(importer, opened.store(), nanos));
            }
        }
        return 0;
    }

    private Opened<StateStore> store(Path directory, StoreOptions options) {
        Stores stores = new Stores(streams(), opening);
        if (!create) {
            return stores.open(directory, options);
        }
        return unsealed ? stores.createUnsealed(directory, options) : stores.createSealed(directory, options);
    }

    private static InputStream open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("it is a directory");
            }
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw CommandException.failed(
                    "IMPORT_FILE",
                    "cannot read " + path + ": " + FileErrors.said(e),
                    Map.of("file", path.toString(), "expected", "a file of JSON lines", "found", FileErrors.said(e)),
                    "check the path, or give - to read standard input");
        }
    }

    private void skipped(long line, String why) {
        streams().err().println(streams().style().odd("skipped: ") + file + ", line " + line + ": " + why);
    }

    private static Map<String, Object> facts(Importer importer, StateStore store, long nanos) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("imported", importer.imported());
        facts.put("unchanged", importer.unchanged());
        facts.put("bad", importer.bad());
        facts.put("keys", store.size());
        facts.put("lsn", store.lsn());
        facts.put("root", store.root().toString());
        facts.put("millis", nanos / 1_000_000);
        return facts;
    }

    private static String text(Importer importer, StateStore store, long nanos) {
        return "imported " + Units.count(importer.imported(), "record") + " in " + Units.duration(nanos) + " ("
                + Units.rate(importer.imported(), nanos) + ", each durable), " + Units.count(importer.unchanged())
                + " there already, " + Units.count(importer.bad(), "bad line") + "\nthe store has "
                + Units.count(store.size(), "key") + ", root " + store.root() + "\n";
    }
}
