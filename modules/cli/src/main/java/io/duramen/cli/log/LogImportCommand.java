// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.legacy.ImportReport;
import io.duramen.legacy.LogImport;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns JSON lines into a log. */
@Command(
        name = "import",
        description = {
            "Append the records of a file of JSON lines to an empty log: a file that log export wrote, or the log of an old "
                    + "program. The whole file is verified before anything is written."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log import notes.jsonl --create /var/lib/copy",
            "  duramen log import notes.jsonl --resume /var/lib/copy"
        })
final class LogImportCommand extends LogAccess {
    @Parameters(index = "0", paramLabel = "FILE", description = "The JSON lines.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "The log, which must be empty and not that of a store.")
    private Path directory = Path.of("");

    @Option(names = "--create", description = "Make the log first.")
    private boolean create;

    @Option(names = "--unsealed", description = "With --create: make it without a password.")
    private boolean unsealed;

    @Option(
            names = "--resume",
            description =
                    "Go on with an import that was interrupted: what the log holds must be the beginning of the file.")
    private boolean resume;

    @Option(names = "--accept-unfinished", description = "Also take a file that a crash cut off.")
    private boolean acceptUnfinished;

    LogImportCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    public Integer call() {
        if (unsealed && !create) {
            throw usage("--unsealed goes with --create");
        }
        NioStorage storage = storage();
        if (storage.exists("MANIFEST") || storage.exists("MANIFEST.prev")) {
            throw CommandException.failed(
                    "NOT_A_LOG",
                    storage.describe("") + " is a store, whose log only the store writes; nothing was written",
                    Map.of("directory", storage.describe(""), "expected", "a log of its own", "found", "a store"),
                    "import into a new log with --create, or import records with: duramen import FILE DIR --key FIELD");
        }
        if (!Files.isRegularFile(file)) {
            throw CommandException.failed(
                    "IMPORT_FILE",
                    "cannot read " + file + ": there is no such file",
                    Map.of("file", file.toString(), "expected", "a file of JSON lines", "found", "none"),
                    "make one with: duramen log export FILE DIR");
        }
        LogImport lines = LogImport.of(file);
        if (acceptUnfinished) {
            lines.acceptUnfinished();
        }
        try (ProgressBar bar = progress();
                Keyring keyring = keyring(storage)) {
            WalOptions options = options(storage, bar, keyring).toBuilder()
                    .maxRecordBytes(WalOptions.MAX_RECORD_BYTES - (64 << 10))
                    .build();
            ImportReport report;
            try (WriteAheadLog log =
                    create ? WriteAheadLog.create(storage, options) : WriteAheadLog.open(storage, options)) {
                lines.progress(bar);
                report = resume ? lines.resume(log) : lines.into(log);
            }
            bar.clear();
            show(facts(report), text(report));
            return ExitCode.FINE;
        }
    }

    private @Nullable Keyring keyring(NioStorage storage) {
        if (create) {
            return unsealed ? null : stores().freshKeyring(directory);
        }
        return stores().keyring(storage, true);
    }

    private Map<String, Object> facts(ImportReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.toString());
        facts.put("imported", report.imported());
        facts.put("present", report.present());
        facts.put("tornBytes", report.tornBytes());
        return facts;
    }

    private String text(ImportReport report) {
        return "imported " + Units.count(report.imported(), "record") + ", all durable, "
                + Units.count(report.present()) + " there already"
                + (report.tornBytes() == 0 ? "" : ", " + Units.bytes(report.tornBytes()) + " torn at the end left out")
                + "\n";
    }
}
