// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReplay;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays a log's records as JSON lines. */
@Command(
        name = "replay",
        description = {
            "Write a log's records in order, one JSON object a line, from the checkpoint on unless told where to begin. Equal "
                    + "records give equal bytes. --validate checks numbers, gaps and checksums and shows a digest, by which "
                    + "two replays are compared."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log replay --actor bob --output bob.ndjson /var/lib/notes",
            "  duramen log replay --from 1 --validate /var/lib/notes"
        })
final class LogReplayCommand extends LogVerb {
    @Mixin
    private final WantedRecords wanted = new WantedRecords();

    @Option(names = "--after", paramLabel = "LSN", description = "Begin behind this record.")
    private @Nullable Long after;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write to a new file, or - for standard output, which is also meant if nothing is said.")
    private @Nullable String output;

    @Option(names = "--validate", description = "Show what was checked and the digest; write records to --output only.")
    private boolean validate;

    LogReplayCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        if (after != null && wanted.hasStart()) {
            throw usage("give --from or --after, not both");
        }
        LogQuery.Builder query = wanted.query();
        if (after != null) {
            query.fromLsn(after + 1);
        }
        boolean standardOutput = "-".equals(output) || (output == null && !validate);
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar)) {
            int exit = opened.warn(streams());
            LogReplay.Report report;
            if (standardOutput) {
                try (LineOutput out = new LineOutput(streams().out())) {
                    report = LogReplay.run(opened.log(), query.build(), r -> out.line(RecordForm.json(r)), bar);
                }
            } else if (output != null) {
                try (NewFile file = NewFile.at(Path.of(output))) {
                    report = LogReplay.run(opened.log(), query.build(), r -> file.line(RecordForm.json(r)), bar);
                    file.complete();
                }
            } else {
                report = LogReplay.run(opened.log(), query.build(), r -> {}, bar);
            }
            bar.clear();
            if (!standardOutput) {
                show(facts(report, exit), text(report, exit));
            } else if (validate) {
                streams().err().print(text(report, exit));
            }
            return exit;
        }
    }

    private Map<String, Object> facts(LogReplay.Report report, int exit) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("firstLsn", report.firstLsn());
        facts.put("lastLsn", report.lastLsn());
        facts.put("records", report.records());
        facts.put("payloadBytes", report.payloadBytes());
        facts.put("digest", report.digest());
        facts.put("ok", exit == ExitCode.FINE);
        if (output != null) {
            facts.put("output", output);
        }
        return facts;
    }

    private String text(LogReplay.Report report, int exit) {
        return "replayed " + Units.count(report.records(), "record") + " of "
                + LogFacts.range(report.firstLsn(), report.lastLsn())
                + (exit == ExitCode.FINE ? ", all in order, without gaps and as written" : ", up to the damage")
                + (output == null || output.equals("-") ? "" : ", to " + output) + "\ndigest " + report.digest() + "\n";
    }
}
