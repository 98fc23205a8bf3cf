// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a log's last records, and those to come. */
@Command(
        name = "tail",
        description = {
            "Write a log's last records, and with -f those to come, each once it is durable, until interrupted. Follows a log "
                    + "that another process writes, and goes on when that one ends and another begins."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log tail -f -n 5 /var/lib/notes",
            "  duramen log tail -f --actor bob --ndjson /var/lib/notes"
        })
final class LogTailCommand extends LogVerb {
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    @Mixin
    private final WantedRecords wanted = new WantedRecords();

    @Mixin
    private final RecordOptions form = new RecordOptions();

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the last records to begin with. Default: ${DEFAULT-VALUE}.")
    private int last = 10;

    @Option(
            names = {"-f", "--follow"},
            description = "Wait for more.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "End after so many records.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--ndjson", description = "Write one JSON object a line, as --json does here.")
    private boolean ndjson;

    LogTailCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar);
                LineOutput out = new LineOutput(streams().out())) {
            int exit = opened.warn(streams());
            LogQuery query = wanted.query().fromLsn(start(opened.log())).build();
            if (follow && exit == ExitCode.FINE) {
                follow(opened.log().tail(query), out);
            } else {
                try (LogCursor records = opened.log().cursor(query)) {
                    for (long n = 0; n < count && records.next(); n++) {
                        write(records.record(), out);
                    }
                }
            }
            return exit;
        }
    }

    /** The record to begin with, so that no more than the last few that are wanted are shown at first. */
    private long start(ReadableLog log) {
        long behind = log.durableLsn() + 1;
        if (wanted.hasStart() || last <= 0) {
            return wanted.hasStart() ? wanted.query().build().fromLsn().orElseThrow() : behind;
        }
        if (!wanted.hasFilter()) {
            long end = Math.min(wanted.query().build().toLsn(), log.durableLsn()) + 1;
            return Math.min(behind, Math.max(log.firstLsn(), end - last));
        }
        Deque<Long> found = new ArrayDeque<>();
        try (LogCursor records = log.cursor(wanted.query().build())) {
            while (records.next()) {
                found.addLast(records.lsn());
                if (found.size() > last) {
                    found.removeFirst();
                }
            }
        }
        return found.isEmpty() ? behind : found.getFirst();
    }

    private void follow(LogTail tail, LineOutput out) throws InterruptedException {
        Ending ending = new Ending(tail::close);
        try (tail;
                ending) {
            try {
                for (long n = 0; n < count && !out.isGone(); n++) {
                    if (!tail.next()) {
                        out.flush();
                        while (!tail.next(FOR_EVER)) {
                            out.flush();
                        }
                    }
                    write(tail.record(), out);
                }
            } catch (LogClosedException closed) {
                if (!ending.isAsked()) {
                    throw closed;
                }
            } finally {
                out.flush();
            }
        }
    }

    private void write(LogRecord record, LineOutput out) {
        out.line(ndjson || json() ? RecordForm.json(record) : form.text(record));
    }
}
