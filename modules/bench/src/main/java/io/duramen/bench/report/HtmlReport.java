// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.Kind;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.SubjectEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The result as one HTML page that needs nothing else: no script, no font, no picture. */
public final class HtmlReport {
    private static final int LINES = 5;

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param result what was measured
     * @return the page
     */
    public static String of(Result result) {
        StringBuilder page = new StringBuilder();
        begin(page, "The log beside its peers");
        paragraph(page, Sections.machine(result));
        paragraph(page, Sections.how(result));
        key(page, "peers", "references and floors");
        DurableCell.of(result)
                .forEach(cell -> durable(page, "Durable appends: " + cell.title(), cell, Tables.durable(cell)));
        for (String place : new String[] {"disk", "tmpfs"}) {
            List<TimedRow> rows = TimedRow.buffered(result, place);
            timed(
                    page,
                    "Buffered appends on " + place + ": 1 thread, 256 B",
                    "appends a second, drain included",
                    rows,
                    Tables.buffered(rows));
        }
        List<TimedRow> replay = TimedRow.replay(result);
        timed(page, "Replay in a fresh JVM", "milliseconds, less is better", replay, Tables.replay(replay));
        List<TimedRow> open = TimedRow.open(result);
        timed(
                page,
                "Opening after the writer was killed",
                "milliseconds until the first durable append, less is better",
                open,
                Tables.open(open));
        if (!result.goals().isEmpty()) {
            page.append("<h2>The goals</h2>\n").append(GoalTable.of(result).html());
            page.append("<details><summary>All figures</summary>\n")
                    .append(GoalFigures.all(result.goals()).html())
                    .append("</details>\n");
        }
        if (!result.counts().isEmpty()) {
            page.append("<h2>Who syncs</h2>\n").append(Tables.counts(result).html());
        }
        if (!result.failures().isEmpty()) {
            page.append("<h2>Could not be measured</h2>\n")
                    .append(Tables.failures(result).html());
        }
        page.append("<h2>Versions</h2>\n").append(Tables.subjects(result).html());
        return page.append("</main></body></html>\n").toString();
    }

    static void begin(StringBuilder page, String title) {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style></head><body><main>\n<h1>")
                .append(title)
                .append("</h1>\n");
    }

    /** What the colours mean: ours, and then others in the order of their styles. */
    static void key(StringBuilder page, String... others) {
        String[] styles = {"peer", "reference"};
        page.append("<p class=\"key\"><span class=\"ours\">● Duramen</span>");
        for (int i = 0; i < others.length; i++) {
            page.append("<span class=\"")
                    .append(styles[i])
                    .append("\">● ")
                    .append(others[i])
                    .append("</span>");
        }
        page.append("</p>\n");
    }

    static void paragraph(StringBuilder page, String text) {
        page.append("<p>").append(Html.text(text)).append("</p>\n");
    }

    static void durable(StringBuilder page, String title, DurableCell cell, Table table) {
        DotPlot dots = new DotPlot("throughput, × floor (one thread's write + force)", "%.2f ×");
        cell.rows().stream()
                .filter(DurableRow::durable)
                .forEach(row -> dots.add(row.subject().title(), style(row.subject()), row.ratio(), row.ratios()));
        PercentilePlot latencies = latencies(cell);
        page.append("<h2>").append(Html.text(title)).append("</h2>\n").append(dots.svg());
        String undurable = cell.rows().stream()
                .filter(row -> !row.durable())
                .map(row -> row.subject().title() + " (" + Table.count(row.rate()) + "/s)")
                .collect(Collectors.joining(", "));
        if (!undurable.isEmpty()) {
            page.append("<p class=\"undurable\">Not shown, because they acknowledge without a sync: ")
                    .append(Html.text(undurable))
                    .append(".</p>\n");
        }
        page.append("<h3>Latency: Duramen, the floor and the fastest peers</h3>\n")
                .append(latencies.svg());
        page.append("<details><summary>Figures</summary>\n")
                .append(table.html())
                .append("</details>\n");
    }

    private static PercentilePlot latencies(DurableCell cell) {
        PercentilePlot plot = new PercentilePlot();
        cell.ours().ifPresent(row -> plot.add(row.subject().title(), style(row.subject()), row.micros()));
        cell.row("floor-prewritten")
                .ifPresent(row -> plot.add(row.subject().title(), style(row.subject()), row.micros()));
        List<DurableRow> fastest = cell.rows().stream()
                .filter(row -> row.durable() && row.subject().kind() == Kind.PEER)
                .limit(LINES)
                .toList();
        for (int i = 0; i < fastest.size(); i++) {
            plot.add(
                    fastest.get(i).subject().title(), "peer" + i, fastest.get(i).micros());
        }
        return plot;
    }

    private static void timed(StringBuilder page, String title, String axis, List<TimedRow> rows, Table table) {
        if (rows.isEmpty()) {
            return;
        }
        DotPlot dots = new DotPlot(axis, "%,.0f");
        rows.forEach(row -> dots.add(row.subject().title(), style(row.subject()), row.value(), row.values()));
        page.append("<h2>").append(Html.text(title)).append("</h2>\n").append(dots.svg());
        page.append("<details><summary>Figures</summary>\n")
                .append(table.html())
                .append("</details>\n");
    }

    private static String style(SubjectEntry subject) {
        return switch (subject.kind()) {
            case DURAMEN -> "ours";
            case PEER -> "peer";
            case FLOOR, REFERENCE -> "reference";
        };
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside " + HtmlReport.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
