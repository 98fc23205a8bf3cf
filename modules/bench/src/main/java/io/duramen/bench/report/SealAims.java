// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.JavaEntry;
import io.duramen.bench.result.SealResult;
import java.util.Optional;

/** What sealing was to cost at most, on each Java, with what was measured and whether that is enough. */
final class SealAims {
    private static final double MICRO = 1e3;

    private final SealResult result;
    private final Table table = new Table("aim", "measured (95 %)", "reached");

    private SealAims(SealResult result) {
        this.result = result;
    }

    static Table of(SealResult result) {
        return new SealAims(result).write();
    }

    private Table write() {
        atMost(
                "a frame of 4 KiB: CPU µs with hedge, checksums and running hash, at most 2",
                SealResult.FRAMES,
                "frame, 4096 B: CPU ns",
                MICRO,
                2);
        atMost(
                "64 threads, 256 B, sync of 1 ms: percent fewer appends, at most 10",
                "seal-slow-sync",
                "percent fewer",
                10);
        atMost("64 threads, 256 B, on the disk: percent fewer appends, at most 10", "seal-disk", "percent fewer", 10);
        atMost("1 thread, 256 B: CPU µs more an append, at most 5", "seal-append", "CPU us more", 5);
        atMost("opening a log of 1 GiB: CPU s more, at most 0.35", "seal-open", "CPU s a GiB more", 0.35);
        return table;
    }

    private void atMost(String aim, String goal, String figure, double most) {
        atMost(aim, goal, figure, 1, most);
    }

    private void atMost(String aim, String goal, String figure, double unit, double most) {
        for (JavaEntry java : result.javas()) {
            Optional<Interval> value =
                    GoalFigures.of(java.goals(), goal).figure(figure).map(measured -> measured.over(unit));
            value.ifPresent(measured -> table.add(
                    aim + ", Java " + java.java(), measured.text(2), measured.median() <= most ? "yes" : "no"));
        }
    }
}
