// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.RecoveryReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the demo says to people. */
final class DemoText {
    private final Style style;

    DemoText(Style style) {
        this.style = style;
    }

    String opening(String directory, int records, long bytes, int kills, long seed) {
        return new Lines()
                .text(style.heading("Duramen demo"))
                .text(Units.count(records) + " real package records (" + Units.bytes(bytes)
                        + ") go into a sealed store, one")
                .text("durable transaction each. The importing process is killed " + Units.count(kills, "time")
                        + " with SIGKILL:")
                .text("at named points, where it stands and says so before it dies, and at random")
                .text("moments. After each kill everything it ever acknowledged must be there.")
                .text("")
                .line("store", directory)
                .line("seed", seed + "  (--seed " + seed + " repeats these kills)")
                .text("")
                .toString();
    }

    String kill(int number, int planned, Kill kill) {
        String where = kill.point()
                .map(point -> style.heading(point.title()) + ": " + point.moment())
                .orElse(style.heading("random") + ": wherever process " + kill.pid() + " was");
        return String.format(
                Locale.ROOT,
                "kill %2d of %d  %s%n  recovered in %s%n  %s%n",
                number,
                planned,
                where,
                recovery(kill.report()),
                proof(kill.proof()));
    }

    private static String recovery(RecoveryReport report) {
        StringBuilder text = new StringBuilder(Units.duration(report.total().toNanos()) + ": ");
        text.append(Units.count(report.checkpointKeys(), "key")).append(" from a checkpoint, ");
        text.append(Units.count(report.transactions())).append(" replayed");
        if (report.log().tornBytes() > 0) {
            text.append(", ").append(report.log().tornBytes()).append(" torn bytes left out");
        }
        int tidied = report.deleted().size() + report.quarantined().size();
        if (tidied > 0) {
            text.append(", ").append(Units.count(tidied, "leftover")).append(" removed");
        }
        return text.toString();
    }

    private String proof(DemoProof proof) {
        String verdict = proof.holds() ? style.good("proven") : style.bad("NOT PROVEN");
        int extra = proof.present() + proof.lost() - proof.acknowledged();
        return verdict + ": " + Units.count(proof.acknowledged()) + " acknowledged"
                + (extra > 0 ? " (+" + extra + " untold)" : "")
                + ", " + proof.lost() + " lost, " + proof.partial() + " partial; root "
                + proof.root().toString().substring(0, 8)
                + (proof.rootsEqual() ? " as recomputed" : ", recomputed is " + proof.recomputed());
    }

    String summary(DemoResult result) {
        Lines lines = new Lines().text("").text(verdict(result));
        Figures figures = result.figures();
        lines.text("");
        lines.line(
                "commits",
                Units.count(figures.commits()) + " measured in " + Units.duration(figures.wallNanos()) + ": "
                        + Units.rate(figures.commits(), figures.wallNanos()));
        lines.line(
                "syncs",
                perCommit(figures) + " a commit, " + Units.count(figures.rolls(), "segment roll") + ", "
                        + Units.count(figures.checkpoints(), "checkpoint"));
        lines.line("CPU time", cpu(figures, result.clock()));
        lines.line(
                "on disk",
                Units.bytes(result.diskBytes()) + " in " + Units.count(result.files(), "file") + " for "
                        + Units.bytes(result.inputBytes()) + " of records");
        lines.line("recovery", recoveries(result));
        lines.line(
                "rolled back",
                Units.count(result.rollback().changes()) + " changes in one transaction; root and keys "
                        + (result.rollback().asBefore() ? "as before" : "NOT as before"));
        lines.line("root", result.last().root());
        lines.line("took", Units.duration(result.nanos()));
        lines.text("").text("  kills survived");
        table(result).forEach((title, count) -> lines.line("  " + title, count));
        lines.line(
                "  all",
                result.kills().stream().filter(kill -> kill.proof().holds()).count() + " of " + result.planned());
        return lines.toString();
    }

    private String verdict(DemoResult result) {
        if (result.isProven()) {
            return style.good("All " + Units.count(result.records()) + " records are in. ")
                    + "Nothing acknowledged was lost, nothing is half there, every root is right.";
        }
        String why = !result.last().holds()
                        || !result.rollback().asBefore()
                        || !result.verified()
                        || result.kills().stream()
                                .anyMatch(kill -> !kill.proof().holds())
                ? "the store is not as it was promised; it is kept in " + result.directory()
                : "only " + result.kills().size() + " of " + result.planned()
                        + " kills found their moment before the input was in; take fewer, or more records";
        return style.bad("NOT PROVEN: ") + why;
    }

    private static String perCommit(Figures figures) {
        return figures.commits() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f", (double) figures.syncs() / figures.commits());
    }

    private static String cpu(Figures figures, @Nullable String clock) {
        String[] words = clock == null ? new String[] {"?", "0"} : clock.split(" ", -1);
        String source = " (importing thread; clock " + words[0] + ", resolution "
                + Units.duration(Long.parseLong(words[1])) + ")";
        return figures.cpuNanos() < 0 || figures.commits() == 0
                ? "unknown" + source
                : Units.duration(figures.cpuNanos() / figures.commits()) + " a commit, "
                        + Units.duration(figures.cpuNanos()) + " in all" + source;
    }

    private static String recoveries(DemoResult result) {
        long[] sorted = sortedRecoveries(result);
        return sorted.length == 0
                ? "none"
                : "min " + Units.duration(sorted[0]) + ", median " + Units.duration(sorted[sorted.length / 2])
                        + ", max " + Units.duration(sorted[sorted.length - 1]);
    }

    static long[] sortedRecoveries(DemoResult result) {
        return result.kills().stream()
                .mapToLong(kill -> kill.report().total().toNanos())
                .sorted()
                .toArray();
    }

    static Map<String, Integer> table(DemoResult result) {
        Map<String, Integer> table = new LinkedHashMap<>();
        for (KillPoint point : KillPoint.values()) {
            table.put(point.title(), 0);
        }
        table.put("random", 0);
        result.kills().stream()
                .filter(kill -> kill.proof().holds())
                .forEach(kill -> table.merge(kill.title(), 1, Integer::sum));
        return table;
    }
}
