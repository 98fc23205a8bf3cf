// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.terminal.BarChart;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Quoted;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.wal.LogSummary;
import io.duramen.wal.LogSummary.Tally;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a log in figures.
 *
 * @param opened the log
 * @param summary its records counted, or {@code null} if they cannot be read
 * @param files the sizes of its files by name
 */
record LogStat(OpenLog opened, @Nullable LogSummary summary, Map<String, Long> files) {
    private static final int MOST_BARS = 12;

    Map<String, Object> facts() {
        ReadableLog log = opened.log();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", opened.storage().describe(""));
        facts.put("logId", log.logId().toString());
        facts.put("sealed", isSealed());
        facts.put("firstLsn", log.firstLsn());
        facts.put("durableLsn", log.durableLsn());
        facts.put("checkpointLsn", log.checkpointLsn());
        facts.put("cleanShutdown", log.recovery().cleanShutdown());
        facts.put("segments", LogFacts.of(log.segments()));
        facts.put("files", files);
        facts.put("bytes", bytes());
        facts.put("usedBytes", used());
        if (summary == null) {
            facts.put("unknown", List.of("records", "payloadBytes", "times", "types", "actors", "operations"));
            return facts;
        }
        facts.put("records", summary.records());
        facts.put("payloadBytes", summary.payloadBytes());
        facts.put("largestPayload", summary.largestPayload());
        facts.put("overheadBytes", used() - summary.payloadBytes());
        facts.put(
                "earliest",
                summary.earliest() == null ? null : summary.earliest().toString());
        facts.put("latest", summary.latest() == null ? null : summary.latest().toString());
        facts.put("types", facts(summary.types()));
        facts.put("actors", facts(summary.actors()));
        facts.put("operations", facts(summary.operations()));
        return facts;
    }

    private static Map<String, Object> facts(Map<String, Tally> tallies) {
        Map<String, Object> facts = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> facts.put(name, facts(tally)));
        return facts;
    }

    private static Map<String, Object> facts(Tally tally) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("records", tally.records());
        facts.put("payloadBytes", tally.payloadBytes());
        return facts;
    }

    String text(Style style) {
        ReadableLog log = opened.log();
        Lines lines = new Lines().text(style.heading(opened.storage().describe("")));
        lines.line("id", log.logId());
        lines.line("sealed", isSealed() ? "yes" : "no");
        lines.line("records", LogFacts.range(log.firstLsn(), log.durableLsn()));
        lines.line(
                "checkpoint",
                log.checkpointLsn() <= 1
                        ? "none was ever taken"
                        : "record " + log.checkpointLsn() + "; those before it are held elsewhere");
        lines.line("end", log.recovery().cleanShutdown() ? "closed in order" : "open elsewhere, or left by a crash");
        lines.line(
                "space",
                Units.bytes(bytes()) + " in " + Units.count(files.size(), "file") + ", " + Units.bytes(used())
                        + " used");
        long waiting =
                files.keySet().stream().filter(name -> name.contains("/pool-")).count();
        if (waiting > 0) {
            lines.line("waiting", Units.count(waiting, "file") + " of removed segments, to be used again");
        }
        if (summary != null) {
            records(lines, summary);
        }
        lines.text("").text(style.heading("segments"));
        for (SegmentInfo segment : log.segments()) {
            lines.line(
                    "segment " + segment.number(),
                    BarChart.bar(segment.usedBytes(), segment.capacity()) + " "
                            + BarChart.share(segment.usedBytes(), segment.capacity()) + " of "
                            + Units.bytes(segment.capacity()) + ", records "
                            + LogFacts.range(segment.firstLsn(), segment.lastLsn()) + ", "
                            + Units.count(segment.frames(), "frame")
                            + (segment.compressed() ? ", stored in " + Units.bytes(segment.storedBytes()) : ""));
        }
        if (summary == null) {
            return lines.text("")
                    .text(
                            "  times, types, actors and operations stay unknown without --password-file or --ask-password")
                    .toString();
        }
        bars(lines, style, "records by type", summary.types());
        bars(lines, style, "records by actor", summary.actors());
        bars(lines, style, "records by operation", summary.operations());
        return lines.toString();
    }

    private void records(Lines lines, LogSummary counted) {
        long overhead = used() - counted.payloadBytes();
        lines.line(
                "payload",
                Units.bytes(counted.payloadBytes()) + ", the largest " + Units.bytes(counted.largestPayload()));
        lines.line(
                "overhead",
                Units.bytes(overhead) + ", " + BarChart.share(overhead, used()) + " of what is used"
                        + (counted.records() == 0 ? "" : ", " + overhead / counted.records() + " B a record"));
        lines.line("times", counted.earliest() == null ? "none" : counted.earliest() + " to " + counted.latest());
    }

    /** The largest first; equal ones by name. */
    private static void bars(Lines lines, Style style, String heading, Map<String, Tally> tallies) {
        if (tallies.isEmpty()) {
            return;
        }
        lines.text("").text(style.heading(heading));
        long all = tallies.values().stream().mapToLong(Tally::records).sum();
        List<Map.Entry<String, Tally>> sorted = tallies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(b.records(), a.records())))
                .toList();
        for (Map.Entry<String, Tally> entry : sorted.subList(0, Math.min(MOST_BARS, sorted.size()))) {
            Tally tally = entry.getValue();
            lines.line(
                    Quoted.name(entry.getKey()),
                    BarChart.bar(tally.records(), all) + " " + Units.count(tally.records()) + " ("
                            + BarChart.share(tally.records(), all) + "), " + Units.bytes(tally.payloadBytes()));
        }
        if (sorted.size() > MOST_BARS) {
            lines.line("...", Units.count(sorted.size() - MOST_BARS) + " more with --json");
        }
    }

    private boolean isSealed() {
        return opened.log().segments().stream().anyMatch(SegmentInfo::sealed);
    }

    private long bytes() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }

    private long used() {
        return opened.log().segments().stream()
                .mapToLong(SegmentInfo::usedBytes)
                .sum();
    }
}
