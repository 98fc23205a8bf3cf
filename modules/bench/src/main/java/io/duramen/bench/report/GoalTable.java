// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.DurableRound;
import io.duramen.bench.result.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The twelve goals the log was built for, each with what was measured and whether that is enough, or with who shows it. */
final class GoalTable {
    private static final double MEGA = 1e6;

    private final Table table = new Table("goal", "measured (95 %), or shown by", "reached");
    private final Result result;
    private final List<DurableCell> cells;

    private GoalTable(Result result) {
        this.result = result;
        this.cells = DurableCell.of(result);
    }

    static Table of(Result result) {
        return new GoalTable(result).write();
    }

    private Table write() {
        shown(
                "1 every damage to what was durable is found where evidence is left",
                "`wal: CorruptionSweepTest`, `RecoveryTableTest`");
        shown("2 no byte of a frame can change unseen, padding included", "`wal: CorruptionSweepTest`");
        shown(
                "3 nothing is acknowledged or written after a failed sync",
                "`proof: FsyncFailureTest`, `duramen-crash faults`");
        shown(
                "4 over 100,000 crash states, none lost, none unopenable",
                "`proof: CrashEverywhereTest`, `proof: PowerFailureTest`");
        atLeast("5 64 appenders, sync of 1 ms: records a sync, at least 30", "slow-sync", "records a sync", 30);
        atLeast("5 the same: times the rate of one, at least 20", "slow-sync", "times", 20);
        quotient("5 64 threads, 256 B: times a log with a mutex, at least 5", 64, 256, "duramen", "mutex", 5);
        slowerThanTheFloor();
        quotient("6 1 thread, 4 KiB: times a file that grows, at least 2", 1, 4096, "duramen", "floor-grow", 2);
        shown("7 a roll costs the committing thread no sync, no rename, no file", "`wal: ArmedSegmentTest`");
        atMost("7 p99.9 within 10 ms of a roll: times that of other times, at most 1.5", "roll", "times", 1.5);
        atLeast("8 NONE, 1 thread, 256 B: appends a second, at least a million", "claim", "a second", MEGA);
        atMost("8 the same: p99 in µs, at most 2", "claim", "p99 us", 2);
        atMost(
                "8 the same: bytes allocated a record, at most one object (64)",
                "claim",
                "bytes allocated a record",
                64);
        quotient(
                "9 64 threads, 256 B: encrypted, times plain, at least 0.75",
                64,
                256,
                "duramen-sealed",
                "duramen",
                0.75);
        atLeast("10 verified at opening: GB a second and core, at least 1", "open", "GB a core second", 1);
        atMost("10 a log of 1 GB opens in s with a checkpoint, at most 1", "open", "open with checkpoint s", 1);
        atMost("10 the same without, at most 3", "open", "first open s", 3);
        shown("11 no flags, no native code, no warnings: 17 and 25, class path, modules, OSGi", "`bundles/it`");
        shown(
                "12 interrupts close no file and lose nothing",
                "`wal: WriterThreadTest`, `duramen-crash faults interrupts`");
        atMost(
                "12 a reader that follows a live log: percent slower appends, at most 2",
                "live-readers",
                "percent slower",
                2);
        return table;
    }

    private void shown(String goal, String by) {
        table.add(goal, by, "yes");
    }

    private void atLeast(String goal, String name, String figure, double least) {
        GoalFigures.of(result, name).figure(figure).ifPresent(value -> add(goal, value, value.median() >= least));
    }

    private void atMost(String goal, String name, String figure, double most) {
        GoalFigures.of(result, name).figure(figure).ifPresent(value -> add(goal, value, value.median() <= most));
    }

    private void quotient(String goal, int threads, int bytes, String left, String right, double least) {
        cell(threads, bytes)
                .ifPresent(cell -> cell.row(left)
                        .ifPresent(ours -> cell.row(right).ifPresent(other -> {
                            Interval value = cell.quotient(ours, other);
                            add(goal, value, value.median() >= least);
                        })));
    }

    private void slowerThanTheFloor() {
        ToDoubleFunction<DurableRound> micros =
                round -> (round.outcome().latency(50.0) - round.outcome().floorMedianNanos()) / 1e3;
        List<Double> values = result.durable().stream()
                .filter(round -> round.subject().equals("duramen") && round.threads() == 1 && round.bytes() == 256)
                .map(micros::applyAsDouble)
                .toList();
        if (!values.isEmpty()) {
            Interval value = Interval.of(values);
            add("6 1 thread, 256 B: p50 above the floor's in µs, at most 30", value, value.median() <= 30);
        }
    }

    private Optional<DurableCell> cell(int threads, int bytes) {
        return cells.stream()
                .filter(cell -> cell.threads() == threads && cell.bytes() == bytes)
                .findFirst();
    }

    private void add(String goal, Interval value, boolean reached) {
        table.add(goal, GoalFigures.text(value), reached ? "yes" : "no");
    }
}
