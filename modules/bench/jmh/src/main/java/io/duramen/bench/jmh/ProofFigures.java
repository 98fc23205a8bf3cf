// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says how large the proofs are that {@link ProofBenchmark} times, and what they cost in processor time, which a machine that has
 * other work to do changes less than the time that passes: {@code java -cp modules/bench/jmh/target/duramen-jmh.jar
 * io.duramen.bench.jmh.ProofFigures}.
 */
final class ProofFigures {
    private static final Pattern HEXADECIMAL = Pattern.compile("(?<=\")(?:[0-9a-f]{2})+(?=\")");
    private static final int ROUNDS = 40;
    private static final int TURNS = 5;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProofFigures() {}

    /** Takes no arguments. */
    public static void main(String... args) {
        System.out.println(
                "| keys | shows | bytes, mean / most | as JSON, mean / most | make | verify | write JSON | read JSON |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        ProofBenchmark benchmark = new ProofBenchmark();
        for (int keys : new int[] {1_000, 100_000, 1_000_000}) {
            for (boolean present : new boolean[] {true, false}) {
                FilledMap filled = new FilledMap();
                filled.keys = keys;
                filled.present = present;
                filled.fill();
                System.out.println("| " + String.format(Locale.ROOT, "%,d", keys) + " | "
                        + (present ? "a value" : "absence") + " | "
                        + said(filled.json, ProofFigures::bytes) + " | " + said(filled.json, String::length) + " | "
                        + micros(filled, benchmark::make) + " | " + micros(filled, benchmark::verify) + " | "
                        + micros(filled, benchmark::write) + " | " + micros(filled, benchmark::read) + " |");
            }
        }
    }

    private static String said(List<String> proofs, ToIntFunction<String> size) {
        IntSummaryStatistics sizes = proofs.stream().mapToInt(size).summaryStatistics();
        return Math.round(sizes.getAverage()) + " / " + sizes.getMax();
    }

    /** What a proof is made of: the count, and what stands in hexadecimal, that is salt, key, value and hashes. */
    private static int bytes(String json) {
        int digits = HEXADECIMAL
                .matcher(json)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .sum();
        return Long.BYTES + digits / 2;
    }

    /** The best of some turns, in microseconds of processor time. */
    private static String micros(FilledMap filled, Function<FilledMap, Object> step) {
        double best = Double.MAX_VALUE;
        int seen = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long began = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUNDS * FilledMap.PROOFS; i++) {
                seen += System.identityHashCode(step.apply(filled)) & 1; // so that nothing is left out
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - began);
        }
        if (seen < 0) {
            throw new IllegalStateException("an overflow, which so few cannot make");
        }
        return String.format(Locale.ROOT, "%.1f µs", best / 1e3 / ROUNDS / FilledMap.PROOFS);
    }
}
