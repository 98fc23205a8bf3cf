// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.LogSalvage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SalvageReport;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies what is intact of a damaged log. */
@Command(
        name = "salvage",
        description = {
            "Copy every intact record of a damaged log, before the damage and behind it, into a new log, and write down what "
                    + "was lost. The damaged log is not changed. The copy numbers its records anew; the report says which had "
                    + "which number. A backup is better."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log salvage --out /var/lib/rescued /var/lib/notes",
            "  duramen log salvage --yes --out /var/lib/rescued /var/lib/notes"
        })
final class LogSalvageCommand extends LogVerb {
    /** What was lost, written into the directory of the copy when it is complete. */
    static final String REPORT = "salvage.json";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "NEWDIR",
            description = "Where the copy goes: a directory that does not exist or is empty.")
    private Path out = Path.of("");

    @Option(names = "--yes", description = "Really copy; without it only what would be lost is shown.")
    private boolean yes;

    @Option(names = "--unsealed", description = "Make the copy of a sealed log without a password.")
    private boolean unsealed;

    LogSalvageCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        if (isOfLines(storage())) {
            throw CommandException.failed(
                    "NOT_SEGMENTED",
                    "the log in " + directory() + " consists of lines of text, which need no salvage",
                    Map.of("directory", directory().toString(), "expected", "segments", "found", "JSON lines"),
                    "see which line is damaged with: duramen log verify " + directory());
        }
        try (ProgressBar bar = progress();
                Keyring keyring = stores().keyring(storage(), false);
                LogSalvage salvage = LogSalvage.of(storage(), options(storage(), bar, keyring))) {
            bar.clear();
            SalvageReport report = salvage.report();
            if (!yes) {
                show(facts(report), SalvageText.of(report, streams().style()));
                throw usage("nothing was written; to copy what is intact, say --yes");
            }
            if (!json()) {
                streams().out().print(SalvageText.of(report, streams().style()));
            }
            copy(salvage, keyring != null && !unsealed, bar);
            String done = "copied " + Units.count(report.records(), "record") + " to " + out + ", verified; "
                    + out.resolve(REPORT) + " says which numbers they had\n";
            show(facts(report), done);
            return ExitCode.FINE;
        }
    }

    private void copy(LogSalvage salvage, boolean sealed, ProgressBar bar) {
        NioStorage target = NioStorage.at(out);
        try (Keyring keyring = sealed ? stores().keyringOfCopy(out) : null) {
            WalOptions options = WalOptions.builder()
                    .sealing(keyring)
                    .anchor(Anchor.none())
                    .progress(bar)
                    .maxRecordBytes(WalOptions.MAX_RECORD_BYTES - (64 << 10))
                    .build();
            SalvageReport copied;
            try (WriteAheadLog log = WriteAheadLog.create(target, options)) {
                copied = salvage.copyTo(log);
            }
            try (ReadableLog log = WriteAheadLog.openReadOnly(target, options)) {
                if (log.recovery().damage() != null) {
                    throw log.recovery().damage();
                }
            }
            try (NewFile file = NewFile.at(out.resolve(REPORT))) {
                file.line(Json.text(facts(copied)));
                file.complete();
            }
        } finally {
            bar.clear();
        }
    }

    private Map<String, Object> facts(SalvageReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", report.log());
        facts.put("logId", report.logId() == null ? null : report.logId().toString());
        facts.put("out", out.toString());
        facts.put("records", report.records());
        facts.put("lostRecords", report.lostRecords());
        facts.put("unreadableBytes", report.unreadableBytes());
        facts.put(
                "copied", report.copied().stream().map(LogSalvageCommand::facts).toList());
        facts.put("lost", report.lost().stream().map(LogSalvageCommand::facts).toList());
        facts.put(
                "unreadable",
                report.unreadable().stream().map(LogSalvageCommand::facts).toList());
        facts.put("notes", report.notes());
        return facts;
    }

    private static Map<String, Object> facts(SalvageReport.Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("firstLsn", run.firstLsn());
        facts.put("lastLsn", run.lastLsn());
        facts.put("copyLsn", run.copyLsn());
        return facts;
    }

    private static Map<String, Object> facts(SalvageReport.Lost lost) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("firstLsn", lost.firstLsn());
        facts.put("lastLsn", lost.lastLsn());
        return facts;
    }

    private static Map<String, Object> facts(SalvageReport.Unreadable part) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", part.file());
        facts.put("from", part.from());
        facts.put("to", part.to());
        facts.put("why", part.why());
        return facts;
    }
}
