// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.cli.power.PowerPlot.Bar;
import io.duramen.cli.terminal.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The report as one HTML page that needs nothing else: no script, no font, no picture. */
final class PowerPage {
    private static final int MOST_POINTS = 40;

    private final JsonNode report;
    private final StringBuilder page = new StringBuilder();

    private PowerPage(JsonNode report) {
        this.report = report;
    }

    static String of(JsonNode report, PowerCheck.Finding finding) {
        PowerPage page = new PowerPage(report);
        page.head();
        page.verdict(finding);
        page.simulated(report.get("simulated"));
        page.kills(report.get("kills"));
        page.limits();
        return page.page.append("</main></body></html>\n").toString();
    }

    private void head() {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Power test of the state store</title>\n<style>\n")
                .append(style())
                .append("</style></head><body><main>\n<h1>Power test of the state store</h1>\n");
        paragraph("Duramen " + word("version") + ", Java " + word("java") + ", " + word("system") + ", "
                + count(report, "processors") + " processors, " + word("begun") + ", "
                + Units.duration((long) (report.get("seconds").doubleValue() * 1e9)) + ". Again: "
                + word("repeat"));
    }

    private void verdict(PowerCheck.Finding finding) {
        if (report.get("violations").size() == 0 && finding.agrees()) {
            page.append(
                            "<p class=\"verdict good\">Nothing acknowledged was lost, nothing was half there, every root was right.")
                    .append(" <span>")
                    .append(Units.count(finding.checks()))
                    .append(" checks between the numbers of this report agree.</span></p>\n");
            return;
        }
        report.get("violations").forEach(each -> bad("Violated: " + each.stringValue()));
        finding.contradictions().forEach(each -> bad("Contradiction: " + each));
    }

    private void bad(String text) {
        page.append("<p class=\"verdict bad\">").append(PowerPlot.text(text)).append("</p>\n");
    }

    private void simulated(JsonNode simulated) {
        if (simulated.get("states").longValue() == 0) {
            return;
        }
        heading("Power failures on the simulated disk");
        paragraph(count(simulated, "states") + " states of " + count(simulated, "crashes")
                + " power failures, in every operation of every workload and after the last, sectors of 512 and 4096 bytes, names"
                + " in any order and in that of a journal; " + count(simulated, "recoveryCrashes")
                + " more inside recoveries, up to " + count(simulated, "recoveryDepth") + " deep; "
                + count(simulated, "verifications") + " recoveries, 0 violations. Within a round this is an enumeration"
                + " and no sample: it leaves out no operation, and says nothing about what the workloads do not do.");
        List<Bar> bars = new ArrayList<>();
        Map<String, Long> points = new TreeMap<>();
        for (JsonNode workload : simulated.get("workloads")) {
            bars.add(new Bar(
                    workload.get("name").stringValue() + ", " + count(workload, "operations") + " operations",
                    workload.get("states").longValue(),
                    count(workload, "states") + " states",
                    "ours"));
            workload.get("points")
                    .properties()
                    .forEach(point ->
                            points.merge(point.getKey(), point.getValue().longValue(), Long::sum));
        }
        page.append(PowerPlot.bars("states by workload", bars));
        for (JsonNode workload : simulated.get("workloads")) {
            paragraph(workload.get("name").stringValue() + ": "
                    + workload.get("what").stringValue() + "; seeds " + seeds(workload.get("seeds")));
        }
        subheading("Where the power failed");
        page.append(PowerPlot.bars(
                "states by the operation the power failed in",
                points.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .limit(MOST_POINTS)
                        .map(point -> new Bar(point.getKey(), point.getValue(), Units.count(point.getValue()), "peer"))
                        .toList()));
    }

    private static String seeds(JsonNode seeds) {
        long first = seeds.get(0).longValue();
        return seeds.size() == 1
                ? "" + first
                : first + " to " + seeds.get(seeds.size() - 1).longValue();
    }

    private void kills(JsonNode kills) {
        long cycles = kills.get("cycles").longValue();
        if (cycles == 0) {
            return;
        }
        heading("Processes killed by SIGKILL");
        paragraph(count(kills, "cycles") + " processes in " + count(kills, "stores") + " directories on "
                + kills.get("fileSystem").stringValue() + ", " + count(kills, "random")
                + " at random, the others where they said"
                + " they stood; each process recovers what the one before left. " + count(kills, "acknowledged")
                + " transactions acknowledged, 0 lost; of those not acknowledged " + count(kills, "untold")
                + " were there, " + count(kills, "vanished") + " were not, none in part.");
        List<Bar> bars = new ArrayList<>();
        for (JsonNode point : kills.get("points")) {
            long times = point.get("kills").longValue();
            bars.add(new Bar(
                    point.get("moment").stringValue(),
                    times,
                    Units.count(times)
                            + (times == 0
                                    ? ""
                                    : ", below "
                                            + PowerPlot.percent(
                                                    point.get("upper95").doubleValue())),
                    point.get("opening").booleanValue() ? "reference" : "peer"));
        }
        page.append(PowerPlot.bars("kills by point, and the bound of their failures", bars));
        subheading("How sure that is");
        paragraph("No failure in " + Units.count(cycles) + " kills bounds the rate of failures below "
                + PowerPlot.percent(kills.get("upper95").doubleValue())
                + " at 95 % confidence, one-sided, by the exact interval of Clopper and Pearson (Biometrika 26, 1934); the rule"
                + " of three (Hanley and Lippman-Hand, JAMA 249, 1983) gives "
                + PowerPlot.percent(kills.get("ruleOfThree").doubleValue()) + ".");
        page.append(PowerPlot.bound(
                "upper bound of the failure rate over the number of kills",
                cycles,
                kills.get("upper95").doubleValue()));
        List<Double> opened = new ArrayList<>();
        for (JsonNode run : kills.get("runs")) {
            if (!run.get("openMicros").isNull()) {
                opened.add(run.get("openMicros").doubleValue() / 1e3);
            }
        }
        if (!opened.isEmpty()) {
            opened.sort(null);
            subheading("How long opening took after a kill");
            page.append(PowerPlot.histogram(
                    "milliseconds until the store was open, in a JVM just started, by number of processes",
                    opened,
                    "ms"));
        }
    }

    private void limits() {
        heading("What this does not show");
        paragraph(
                "A kill takes nothing from the page cache: a program that forces nothing passes it. It shows that nothing is"
                        + " kept back in the process, that locks die with it, and that each point was reached. What power takes away is"
                        + " shown on the simulated disk, and only as far as real disks are no worse than it: a disk that says it has"
                        + " synced and has not may lose what was acknowledged.");
    }

    private void heading(String text) {
        page.append("<h2>").append(PowerPlot.text(text)).append("</h2>\n");
    }

    private void subheading(String text) {
        page.append("<h3>").append(PowerPlot.text(text)).append("</h3>\n");
    }

    private void paragraph(String text) {
        page.append("<p>").append(PowerPlot.text(text)).append("</p>\n");
    }

    private String word(String name) {
        return report.get(name).stringValue();
    }

    private static String count(JsonNode of, String name) {
        return Units.count(of.get(name).longValue());
    }

    private static String style() {
        try (InputStream in = PowerPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside " + PowerPage.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
