// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a log's records. */
@Command(
        name = "dump",
        description = {
            "Write a log's records, one a line: number, time, type, transaction, actor, operation, key and payload. What "
                    + "comes before damage is written, with exit code 3."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log dump --actor bob --from-time 2026-01-02 /var/lib/notes",
            "  duramen log dump --ndjson /var/lib/notes | jq -r .operation"
        })
final class LogDumpCommand extends LogVerb {
    @Mixin
    private final WantedRecords wanted = new WantedRecords();

    @Mixin
    private final RecordOptions form = new RecordOptions();

    @Option(names = "--ndjson", description = "Write one JSON object a line instead of one for all.")
    private boolean ndjson;

    LogDumpCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        boolean whole = json() && !ndjson;
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar);
                LineOutput out = new LineOutput(streams().out());
                LogCursor records = opened.log().cursor(wanted.query().build())) {
            out.add(whole ? "{\"log\":" + Json.text(opened.storage().describe("")) + ",\"records\":[" : "");
            long count = 0;
            while (!out.isGone() && records.next()) {
                LogRecord record = records.record();
                if (whole) {
                    out.add((count == 0 ? "" : ",") + RecordForm.json(record));
                } else {
                    out.line(ndjson ? RecordForm.json(record) : form.text(record));
                }
                count++;
            }
            out.add(whole ? "],\"count\":" + count + "}\n" : "");
            out.flush();
            return opened.warn(streams());
        }
    }
}
