// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attacks on a real machine: no burst is missed, nothing harmless is one, and the offenders are exactly those that were. What
 * is expected of each burst follows from what it measured of itself.
 *
 * <p>{@code -Dduramen.attack.rounds=100} makes it a run of 21,700 bursts a mode.
 */
class AttackTest {
    private static final long THRESHOLD = 500_000;
    private static final List<Long> TARGETS =
            List.of(0L, 100_000L, 200_000L, 500_000L, 1_000_000L, 2_000_000L, 5_000_000L);
    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16);
    private static final int ROUNDS = Integer.getInteger("duramen.attack.rounds", 1);

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"GATED", "PRECISE"})
    @Tag("S1.64")
    @Tag("S1.65")
    @Tag("S1.66")
    @Tag("S1.67")
    @Tag("S1.52")
    @Tag("F19")
    void everyBurstIsFoundAndNothingElse(Mode mode) throws Exception {
        CpuClock clock = CpuClocks.best().open();
        long step = clock.info().stepNanos();
        long threshold = Math.max(THRESHOLD, SentinelBuilder.STEPS * step);
        List<Attack.Burst> bursts = new ArrayList<>();
        try (Sentinel sentinel = Sentinel.builder()
                .clock(clock)
                .mode(mode)
                .threshold(Duration.ofNanos(threshold))
                .crisis(new CrisisRules(100_000, Duration.ofHours(1), 1))
                .escalation(EscalationRules.defaults())
                .withoutTimer()
                .build()) {
            Attack attack = new Attack(clock, sentinel);
            for (int threads : THREADS) {
                bursts.addAll(attack.run(threads, TARGETS, ROUNDS));
            }
        }
        assertEquals(31 * TARGETS.size() * ROUNDS, bursts.size());
        for (Attack.Burst burst : bursts) {
            assertTrue(burst.insideNanos() >= burst.targetNanos(), () -> "did not run: " + burst);
        }
        long surely = threshold + threshold / 1000 + SentinelBuilder.STEPS * step;
        List<Attack.Burst> missed = bursts.stream()
                .filter(burst -> burst.insideNanos() >= surely)
                .filter(burst ->
                        mode == Mode.PRECISE ? burst.verdict() != Verdict.BURST : burst.verdict() == Verdict.CLEAN)
                .toList();
        List<Attack.Burst> falseAlarms = bursts.stream()
                .filter(burst -> burst.aroundNanos() < threshold && burst.verdict() == Verdict.BURST)
                .toList();
        report(mode, threshold, step, bursts, missed.size(), falseAlarms.size());
        assertEquals(List.of(), missed);
        assertEquals(List.of(), falseAlarms);
        Set<String> certain = kinds(
                bursts.stream().filter(burst -> burst.insideNanos() >= surely).toList());
        Set<String> found = kinds(bursts.stream()
                .filter(burst -> burst.verdict() != Verdict.CLEAN)
                .toList());
        assertTrue(found.containsAll(certain), () -> found + " of " + certain);
        assertEquals(31, certain.size());
    }

    private static Set<String> kinds(List<Attack.Burst> bursts) {
        return bursts.stream().map(Attack.Burst::kind).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void report(
            Mode mode, long threshold, long step, List<Attack.Burst> bursts, int missed, int falseAlarms)
            throws Exception {
        String lines = bursts.stream()
                .map(burst -> String.format(
                        Locale.ROOT,
                        "  {\"kind\":\"%s\",\"threads\":%d,\"targetNanos\":%d,\"insideNanos\":%d,\"aroundNanos\":%d,"
                                + "\"verdict\":\"%s\"}",
                        burst.kind(),
                        burst.threads(),
                        burst.targetNanos(),
                        burst.insideNanos(),
                        burst.aroundNanos(),
                        burst.verdict()))
                .collect(Collectors.joining(",\n"));
        Path file = Files.createDirectories(Path.of("target", "attack")).resolve(mode + ".json");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"mode\":\"%s\",\"thresholdNanos\":%d,\"stepNanos\":%d,\"missed\":%d,\"falseAlarms\":%d,"
                                + "\"bursts\":[%n%s%n]}%n",
                        mode,
                        threshold,
                        step,
                        missed,
                        falseAlarms,
                        lines),
                UTF_8);
    }
}
