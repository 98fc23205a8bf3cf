// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.JavaEntry;
import io.duramen.bench.result.SealResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tables of what sealing costs, a column for each Java. */
final class SealTables {
    private static final List<Integer> SIZES = List.of(256, 1024, 4096);

    private static final String[][] STEPS = {
        {"frame", "a whole frame, as the log seals it"},
        {"heap", "AES-256-GCM alone, between heap arrays, as the log does it"},
        {"direct", "AES-256-GCM alone, between direct buffers"},
        {"hash", "SHA-256 that runs on over the frames"},
        {"checksum", "CRC32C over the stored body and the header"}
    };

    private SealTables() {}

    static Table frames(SealResult result) {
        Table table = table(result, "step", "body", "ns of processor time");
        for (String[] step : STEPS) {
            for (int bytes : SIZES) {
                row(table, result, SealResult.FRAMES, step[0] + ", " + bytes + " B: CPU ns", step[1], bytes + " B");
            }
        }
        row(table, result, SealResult.FRAMES, "hedge: CPU ns", "8 random bytes from the kernel", "");
        return table;
    }

    static Table rates(SealResult result) {
        Table table = table(result, "64 threads, 256 B", "", "appends a second, or percent");
        for (String[] goal : new String[][] {{"seal-slow-sync", "sync of 1 ms"}, {"seal-disk", "on the disk"}}) {
            row(table, result, goal[0], "plain a second", goal[1], "plain");
            row(table, result, goal[0], "sealed a second", goal[1], "sealed");
            row(table, result, goal[0], "percent fewer", goal[1], "percent fewer, turn by turn");
        }
        return table;
    }

    static Table processor(SealResult result) {
        Table table = table(result, "work", "", "processor time");
        for (String[] figure : new String[][] {
            {"seal-append", "CPU us", "an append by one thread, 256 B, no sync to wait for: µs"},
            {"seal-open", "CPU s a GiB", "opening and verifying a GiB: s"}
        }) {
            row(table, result, figure[0], figure[1] + ", plain", figure[2], "plain");
            row(table, result, figure[0], figure[1] + ", sealed", figure[2], "sealed");
            row(table, result, figure[0], figure[1] + " more", figure[2], "more");
        }
        return table;
    }

    static Table passwords(SealResult result) {
        Table table = table(result, "provider", "cost", "ms, and ms of processor time");
        String end = ": ms";
        for (String figure : names(result, "argon2")) {
            if (figure.endsWith(end)) {
                String what = figure.substring(0, figure.length() - end.length());
                int comma = what.indexOf(", ");
                row(table, result, "argon2", figure, what.substring(0, comma), what.substring(comma + 2));
                row(table, result, "argon2", what + ": CPU ms", what.substring(0, comma), "the same, processor time");
            }
        }
        return table;
    }

    static Table sizes(SealResult result) {
        Table table = new Table("a frame of", "bytes, plain", "bytes, sealed", "more", "percent more");
        JavaEntry any = result.javas().get(0); // what is written does not depend on it
        for (int group : List.of(1, 16, 64)) {
            GoalFigures figures = GoalFigures.of(any.goals(), "seal-size");
            String name = "bytes of " + group + " records, ";
            Optional<Interval> before = figures.figure(name + "plain");
            Optional<Interval> after = figures.figure(name + "sealed");
            if (before.isPresent() && after.isPresent()) {
                double more = after.get().median() - before.get().median();
                table.add(
                        group + (group == 1 ? " record of 256 B" : " records of 256 B"),
                        Table.count(before.get().median()),
                        Table.count(after.get().median()),
                        Table.count(more),
                        String.format(
                                Locale.ROOT, "%.1f", more * 100 / before.get().median()));
            }
        }
        return table;
    }

    private static Table table(SealResult result, String first, String second, String unit) {
        List<String> heads = new ArrayList<>(List.of(first, second));
        result.javas().forEach(java -> heads.add("Java " + java.java() + ", " + unit + " (95 %)"));
        return new Table(heads.toArray(String[]::new));
    }

    /** A figure on every Java; no row if none has it. */
    private static void row(Table table, SealResult result, String goal, String figure, String... heads) {
        List<String> cells = new ArrayList<>(List.of(heads));
        boolean any = false;
        for (JavaEntry java : result.javas()) {
            String cell = GoalFigures.of(java.goals(), goal)
                    .figure(figure)
                    .map(GoalFigures::text)
                    .orElse("");
            any |= !cell.isEmpty();
            cells.add(cell);
        }
        if (any) {
            table.add(cells.toArray(String[]::new));
        }
    }

    private static Set<String> names(SealResult result, String goal) {
        Set<String> names = new TreeSet<>();
        result.javas()
                .forEach(java -> java.goals().stream()
                        .filter(round -> round.goal().equals(goal))
                        .forEach(round -> names.addAll(round.outcome().figures().keySet())));
        return names;
    }
}
