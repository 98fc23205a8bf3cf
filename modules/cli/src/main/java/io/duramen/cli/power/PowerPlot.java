// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.util.List;
import java.util.Locale;

/** Plots of the page, as SVG without scripts. */
final class PowerPlot {
    private static final int WIDTH = 960;
    private static final int LEFT = 390;
    private static final int RIGHT = 190;
    private static final int ROW = 22;
    private static final int TOP = 12;
    private static final int HEIGHT = 260;
    private static final int EDGE = 60;

    private PowerPlot() {}

    /**
     * A bar of a bar chart.
     *
     * @param name what is counted
     * @param value how much, from 0
     * @param note stands behind the bar
     * @param style its class: {@code ours}, {@code peer} or {@code reference}
     */
    record Bar(String name, long value, String note, String style) {}

    /** Bars one below the other, as long as their numbers. */
    static String bars(String title, List<Bar> bars) {
        long most = Math.max(1, bars.stream().mapToLong(Bar::value).max().orElse(1));
        StringBuilder svg = open(title, 2 * TOP + bars.size() * ROW);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + i * ROW;
            double length = (double) (WIDTH - LEFT - RIGHT) * bar.value() / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<g class=\"%s\"><text class=\"name\" x=\"%d\" y=\"%d\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>"
                            + "<text class=\"value\" x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                    bar.style(),
                    LEFT - 10,
                    y + 15,
                    text(bar.name()),
                    LEFT,
                    y + 4,
                    Math.max(1, length),
                    ROW - 8,
                    LEFT + length + 8,
                    y + 15,
                    text(bar.note())));
        }
        return svg.append("</svg>\n").toString();
    }

    /** How many of the sorted values fall into each of so many parts of a logarithmic line. */
    static String histogram(String title, List<Double> sorted, String unit) {
        double low = Math.log10(sorted.get(0));
        double high = Math.max(low + 0.3, Math.log10(sorted.get(sorted.size() - 1)));
        int[] counts = new int[36];
        for (double value : sorted) {
            counts[(int) Math.min(counts.length - 1, (Math.log10(value) - low) / (high - low) * counts.length)]++;
        }
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder svg = open(title, HEIGHT);
        double step = (double) (WIDTH - 2 * EDGE) / counts.length;
        svg.append("<g class=\"peer\">");
        for (int i = 0; i < counts.length; i++) {
            double height = (double) (HEIGHT - 2 * EDGE) * counts[i] / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                    EDGE + i * step,
                    HEIGHT - EDGE - height,
                    step - 2,
                    height));
        }
        svg.append("</g>");
        for (int i = 0; i <= 4; i++) {
            double value = Math.pow(10, low + (high - low) * i / 4);
            tick(svg, EDGE + (WIDTH - 2.0 * EDGE) * i / 4, HEIGHT - EDGE + 18, figure(value) + " " + unit);
        }
        tick(svg, WIDTH / 2.0, HEIGHT - 12, text(title));
        return svg.append("</svg>\n").toString();
    }

    /** The bound of no failure over the number of trials, both logarithmic, and where this report stands. */
    static String bound(String title, long trials, double bound) {
        int decades = Math.max(5, (int) Math.ceil(Math.log10((double) trials)));
        StringBuilder svg = open(title, HEIGHT);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= decades * 10; i++) {
            double n = Math.pow(10, i / 10.0);
            line.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(n, decades), y(-Math.expm1(Math.log(0.05) / n), decades)));
        }
        svg.append("<g class=\"peer\"><polyline class=\"line\" points=\"")
                .append(line)
                .append("\"/></g>\n");
        for (int i = 0; i <= decades; i++) {
            tick(
                    svg,
                    x(Math.pow(10, i), decades),
                    HEIGHT - EDGE + 18,
                    String.format(Locale.ROOT, "%,.0f", Math.pow(10, i)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"ours\"><circle class=\"median\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"/>"
                        + "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">below %s</text></g>%n",
                x((double) trials, decades),
                y(bound, decades),
                Math.min(WIDTH - 150, x((double) trials, decades) + 12),
                y(bound, decades) - 8,
                percent(bound)));
        tick(svg, WIDTH / 2.0, HEIGHT - 12, text(title));
        return svg.append("</svg>\n").toString();
    }

    private static double x(double trials, int decades) {
        return EDGE + (WIDTH - 2.0 * EDGE) * Math.log10(trials) / decades;
    }

    private static double y(double rate, int decades) {
        return TOP + (HEIGHT - EDGE - 2.0 * TOP) * -Math.log10(rate) / decades;
    }

    private static StringBuilder open(String title, int height) {
        return new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                height,
                text(title)));
    }

    private static void tick(StringBuilder svg, double x, int y, String label) {
        svg.append(String.format(Locale.ROOT, "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>%n", x, y, label));
    }

    static String percent(double rate) {
        return String.format(Locale.ROOT, rate < 0.001 ? "%.5f %%" : "%.2f %%", rate * 100);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    /** Text as it stands between tags or in a quoted attribute. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
