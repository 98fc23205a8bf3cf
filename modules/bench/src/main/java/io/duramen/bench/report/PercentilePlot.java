// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.DurableOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Latency over percentiles; both logarithmic, the percentiles by their distance from 100. */
final class PercentilePlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 240;
    private static final int TOP = 14;
    private static final int BOTTOM = 56;
    private static final int LEGEND = 18;

    private final List<Line> lines = new ArrayList<>();

    /** One line. */
    private record Line(String label, String style, List<Double> micros) {}

    void add(String label, String style, List<Double> micros) {
        lines.add(new Line(label, style, micros));
    }

    String svg() {
        LogScale up = LogScale.around(
                lines.stream()
                        .flatMap(line ->
                                line.micros().subList(first(), line.micros().size()).stream())
                        .toList(),
                HEIGHT - BOTTOM,
                TOP);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"latency by percentile\">%n",
                WIDTH,
                HEIGHT));
        grid(svg, up);
        double lastLabel = TOP - LEGEND;
        List<Line> fromTop = lines.stream()
                .sorted((left, right) -> Double.compare(last(right), last(left)))
                .toList();
        for (Line line : fromTop) {
            double y = Math.max(up.at(last(line)) + 4, lastLabel + LEGEND);
            lastLabel = y;
            line(svg, line, up, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void grid(StringBuilder svg, LogScale up) {
        for (double tick : up.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
                            + "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s</text>%n",
                    LEFT,
                    up.at(tick),
                    WIDTH - RIGHT,
                    up.at(tick),
                    LEFT - 8,
                    up.at(tick) + 4,
                    LogScale.label(tick)));
        }
        for (double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
                            + "<text class=\"tick\" x=\"%.1f\" y=\"%d\">p%s</text>%n",
                    across(percentile),
                    TOP,
                    across(percentile),
                    HEIGHT - BOTTOM,
                    across(percentile),
                    HEIGHT - BOTTOM + 18,
                    percentile == Math.rint(percentile)
                            ? Long.toString((long) percentile)
                            : Double.toString(percentile)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"tick\" x=\"%d\" y=\"%d\">latency in µs of one durable append, by percentile</text>%n",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - BOTTOM + 42));
    }

    private static void line(StringBuilder svg, Line line, LogScale up, double labelY) {
        List<Double> percentiles = DurableOutcome.PERCENTILES;
        String points = percentiles.subList(first(), percentiles.size()).stream()
                .map(percentile -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        across(percentile),
                        up.at(line.micros().get(percentiles.indexOf(percentile)))))
                .collect(Collectors.joining(" "));
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\"><polyline class=\"line\" points=\"%s\"/>"
                        + "<text class=\"legend\" x=\"%d\" y=\"%.1f\">%s</text></g>%n",
                line.style(),
                points,
                WIDTH - RIGHT + 10,
                labelY,
                Html.text(line.label())));
    }

    private static double last(Line line) {
        return line.micros().get(line.micros().size() - 1);
    }

    private static int first() {
        return DurableOutcome.PERCENTILES.indexOf(50.0);
    }

    /** p50 at the left, p99.99 at the right. */
    private static double across(double percentile) {
        return new LogScale(2, 10_000, LEFT, WIDTH - RIGHT).at(100 / (100 - percentile));
    }
}
