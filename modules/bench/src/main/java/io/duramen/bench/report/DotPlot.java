// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row a subject: the rounds as small dots, the interval as a bar, the median as a large dot; on a logarithmic line. */
final class DotPlot {
    private static final int WIDTH = 960;
    private static final int LEFT = 330;
    private static final int RIGHT = 90;
    private static final int ROW = 26;
    private static final int TOP = 14;

    private final String axis;
    private final String figure;
    private final List<Row> rows = new ArrayList<>();

    /** One row. */
    private record Row(String label, String style, Interval interval, List<Double> values) {}

    /**
     * Begins a plot.
     *
     * @param axis what the line measures
     * @param figure how the median is written, as a format
     */
    DotPlot(String axis, String figure) {
        this.axis = axis;
        this.figure = figure;
    }

    void add(String label, String style, Interval interval, List<Double> values) {
        rows.add(new Row(label, style, interval, values));
    }

    String svg() {
        List<Double> all = rows.stream().flatMap(row -> row.values().stream()).toList();
        LogScale scale = LogScale.around(all, LEFT, WIDTH - RIGHT);
        int bottom = TOP + rows.size() * ROW;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                bottom + 46,
                Html.text(axis)));
        for (double tick : scale.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
                            + "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>%n",
                    tick == 1 ? "one" : "grid",
                    scale.at(tick),
                    TOP,
                    scale.at(tick),
                    bottom,
                    scale.at(tick),
                    bottom + 17,
                    LogScale.label(tick)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"tick\" x=\"%d\" y=\"%d\">%s</text>%n",
                (LEFT + WIDTH - RIGHT) / 2,
                bottom + 38,
                Html.text(axis)));
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), TOP + i * ROW + ROW / 2, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(StringBuilder svg, Row row, int y, LogScale scale) {
        Interval interval = row.interval();
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\"><text class=\"name\" x=\"%d\" y=\"%d\">%s</text>"
                        + "<line class=\"bar\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                row.style(),
                LEFT - 12,
                y + 4,
                Html.text(row.label()),
                scale.at(interval.low()),
                y,
                scale.at(interval.high()),
                y));
        for (double value : row.values()) {
            svg.append(String.format(
                    Locale.ROOT, "<circle class=\"round\" cx=\"%.1f\" cy=\"%d\" r=\"2.2\"/>", scale.at(value), y));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"median\" cx=\"%.1f\" cy=\"%d\" r=\"5.5\"/>"
                        + "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text></g>%n",
                scale.at(interval.median()),
                y,
                WIDTH - RIGHT + 10,
                y + 4,
                String.format(Locale.ROOT, figure, interval.median())));
    }
}
