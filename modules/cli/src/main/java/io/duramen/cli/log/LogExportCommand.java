// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.legacy.ExportReport;
import io.duramen.legacy.LogExport;
import io.duramen.wal.CorruptLogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a log into JSON lines. */
@Command(
        name = "export",
        description = {
            "Turn a log into lines of JSON that log import turns into an equal log again, whatever the backend of either. The "
                    + "lines of a sealed log are in clear."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log export notes.jsonl /var/lib/notes",
            "  duramen log export - /var/lib/notes | gzip > notes.jsonl.gz"
        })
final class LogExportCommand extends LogAccess {
    @Parameters(index = "0", paramLabel = "FILE", description = "A new file, or - for standard output.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The log, or the store it belongs to.")
    private Path directory = Path.of("");

    @Option(
            names = "--plain",
            description =
                    "Write PREPARE and COMMIT lines as old programs do, without numbers and checksums; records that "
                            + "hold more are refused.")
    private boolean plain;

    LogExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    public Integer call() throws IOException {
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar)) {
            CorruptLogException damage = opened.log().recovery().damage();
            if (damage != null) {
                throw damage; // a part of a log must not pass for all of it
            }
            LogExport export = LogExport.of(opened.log()).progress(bar);
            if (plain) {
                export.plain();
            }
            boolean standardOutput = file.equals("-");
            ExportReport report = standardOutput ? export.to(streams().out()) : export.to(Path.of(file));
            bar.clear();
            if (!standardOutput) {
                show(facts(report), text(report));
            }
            return ExitCode.FINE;
        }
    }

    private Map<String, Object> facts(ExportReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("records", report.records());
        facts.put("firstLsn", report.firstLsn());
        facts.put("lastLsn", report.lastLsn());
        facts.put("bytes", report.bytes());
        return facts;
    }

    private String text(ExportReport report) {
        return "exported " + Units.count(report.records(), "record") + " (" + Units.bytes(report.bytes()) + ") to "
                + file + "\n";
    }
}
