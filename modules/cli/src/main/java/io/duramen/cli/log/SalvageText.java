// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.wal.SalvageReport;
import java.util.List;

/** What a salvage copies and what is lost, for people. */
final class SalvageText {
    private static final int MOST_LINES = 20;

    private SalvageText() {}

    static String of(SalvageReport report, Style style) {
        Lines lines = new Lines();
        lines.line("log", report.log());
        list(lines, "intact", report.copied().stream().map(SalvageText::of).toList());
        list(
                lines,
                style.bad("LOST"),
                report.lost().stream().map(SalvageText::of).toList());
        list(
                lines,
                "unreadable",
                report.unreadable().stream().map(SalvageText::of).toList());
        list(lines, "note", report.notes());
        lines.line(
                "in all",
                Units.count(report.records(), "record") + " intact, " + Units.count(report.lostRecords())
                        + " known to be lost, " + Units.bytes(report.unreadableBytes()) + " unreadable");
        return lines.toString();
    }

    private static void list(Lines lines, String name, List<String> values) {
        values.stream().limit(MOST_LINES).forEach(value -> lines.line(name, value));
        if (values.size() > MOST_LINES) {
            lines.line(name, "and " + Units.count(values.size() - MOST_LINES) + " more, see --json");
        }
    }

    private static String of(SalvageReport.Run run) {
        return records(run.firstLsn(), run.lastLsn()) + ", in the copy "
                + range(run.copyLsn(), run.copyLsn() + run.records() - 1);
    }

    private static String of(SalvageReport.Lost lost) {
        return records(lost.firstLsn(), lost.lastLsn());
    }

    private static String records(long first, long last) {
        return (first == last ? "record " : "records ") + range(first, last);
    }

    private static String range(long first, long last) {
        return first == last ? String.valueOf(first) : first + " to " + last;
    }

    private static String of(SalvageReport.Unreadable part) {
        return part.file() + (part.bytes() == 0 ? "" : ", bytes " + part.from() + " to " + (part.to() - 1)) + ": "
                + part.why();
    }
}
