// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is concluded from few readings is true, and readings are few. */
class BoundsTest {
    private static final int TRANSACTIONS = 20_000;

    private final Machine machine = new Machine();
    private final Told told = new Told();

    @Test
    @Tag("S1.76")
    @Tag("S1.46")
    void transactionsThatAreShorterThanTheirThresholdReadTheClockOnceInTenMilliseconds() {
        Kind kind = machine.sentinel().build().kind("short");
        kind.start().close();
        machine.wallReads.set(0);
        machine.ownReads.set(0);
        for (int i = 0; i < 100_000; i++) {
            Watch watch = kind.start();
            machine.burn(1_000);
            watch.end();
        }
        assertEquals(200_000, machine.wallReads.get());
        assertEquals(9, machine.ownReads.get()); // within 100 ms
        assertEquals(0, machine.otherReads.get());
    }

    @Test
    @Tag("S1.76")
    @Tag("F16")
    void theTenthTransactionCostsAsMuchAsTheMillionth() {
        Kind kind = machine.sentinel()
                .anomalies(AnomalyRules.defaults())
                .threshold(Threshold.adaptive(Duration.ofNanos(100_000), Duration.ofNanos(500_000), 4))
                .build()
                .kind("many");
        long last = 0;
        for (int i = 1; i <= 1_000_000; i++) {
            Watch watch = kind.start();
            machine.burn(2_000);
            watch.end();
            long reads = machine.wallReads.get();
            if (i >= 10) {
                assertEquals(2, reads - last, "of transaction " + i);
            }
            last = reads;
        }
        assertEquals(1_000_000, kind.statistics().transactions());
    }

    @Test
    @Tag("S1.46")
    void preciselyMeasuredTransactionsReadTheClockTwiceEach() {
        Kind kind = machine.sentinel().mode(Mode.PRECISE).build().kind("precise");
        kind.start().close();
        machine.ownReads.set(0);
        for (int i = 0; i < 1000; i++) {
            Watch watch = kind.start();
            machine.burn(10_000);
            watch.end();
        }
        assertEquals(2000, machine.ownReads.get());
        assertEquals(1000 * (10_000 - Machine.STEP), kind.statistics().leastCpuNanos());
    }

    @Test
    @Tag("S1.52")
    void afterASuspectTheThreadIsMeasuredPreciselySoThatTheNextBurstIsProven() {
        Kind kind = machine.sentinel().listener(told).build().kind("orders");
        kind.start().close();
        machine.sleep(5_000_000); // might have been burned, as far as anybody knows
        assertEquals(Verdict.SUSPECT, burning(kind, 600_000));
        machine.sleep(5_000_000);
        assertEquals(Verdict.BURST, burning(kind, 600_000));
    }

    @Test
    void theSuspicionWearsOff() {
        Kind kind = machine.sentinel().build().kind("orders");
        kind.start().close();
        machine.sleep(5_000_000);
        assertEquals(Verdict.SUSPECT, burning(kind, 600_000));
        machine.ownReads.set(0);
        for (int i = 0; i < 3 * Slot.PRECISE_AFTER_SUSPECT; i++) {
            kind.start().close();
        }
        assertEquals(2L * Slot.PRECISE_AFTER_SUSPECT, machine.ownReads.get());
    }

    @Test
    void whatTheThreadBurnedBeforeTheTransactionIsNotHeldAgainstIt() {
        Kind kind = machine.sentinel().listener(told).build().kind("orders");
        kind.start().close();
        machine.burn(5_000_000);
        Watch watch = kind.start();
        machine.sleep(600_000);
        assertEquals(Verdict.SUSPECT, watch.end()); // one that is proven neither way
        assertEquals(0, told.suspicions.get(0).profile().leastNanos());
        assertEquals(List.of(), told.violations);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    @Tag("S1.52")
    @Tag("S1.66")
    void noBurstIsCleanAndNothingBelowItsThresholdIsABurst(Mode mode) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Sentinel sentinel = machine.sentinel().mode(mode).listener(told).build();
        for (int i = 0; i < TRANSACTIONS; i++) {
            Kind kind = sentinel.kind("kind " + random.nextInt(8));
            if (random.nextInt(4) == 0) {
                pass(random, 20_000_000);
            }
            Watch watch = kind.start();
            long used = pass(random, 1_200_000) + pass(random, 300_000);
            Verdict verdict = watch.end();
            long least = Machine.THRESHOLD;
            boolean right = verdict == Verdict.SUSPECT || (verdict == Verdict.BURST ? used >= least : used < least);
            assertTrue(right, () -> used + " ns are " + verdict + ", seed " + seed);
            if (mode == Mode.PRECISE && Math.abs(used - least) >= SentinelBuilder.STEPS * Machine.STEP) {
                assertEquals(used > least ? Verdict.BURST : Verdict.CLEAN, verdict, () -> used + " ns, seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    @Tag("S1.45")
    @Tag("S1.67")
    void ofManyThreadsExactlyThoseThatBurnAreFound(int count) {
        Sentinel sentinel = machine.sentinel().mode(Mode.PRECISE).listener(told).build();
        List<String> offenders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "thread " + i;
            boolean burns = i % 3 == 0;
            if (burns) {
                offenders.add(name);
            }
            FutureTask<?> task = new FutureTask<>(() -> attack(sentinel.kind(name), burns), null);
            tasks.add(task);
            threads.add(new Thread(task, name));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < count; i++) {
            Machine.await(tasks.get(i), threads.get(i));
        }
        assertEquals(
                offenders,
                told.violations.stream()
                        .map(Violation::kind)
                        .distinct()
                        .sorted((a, b) -> Integer.compare(number(a), number(b)))
                        .toList());
        assertEquals(10L * offenders.size(), told.violations.size());
    }

    private static int number(String thread) {
        return Integer.parseInt(thread.substring("thread ".length()));
    }

    private void attack(Kind kind, boolean burns) {
        for (int i = 0; i < 10; i++) {
            assertEquals(Verdict.CLEAN, burning(kind, 100_000));
            assertEquals(burns ? Verdict.BURST : Verdict.CLEAN, burning(kind, burns ? 700_000 : 300_000));
        }
    }

    private Verdict burning(Kind kind, long nanos) {
        Watch watch = kind.start();
        machine.burn(nanos);
        return watch.end();
    }

    private long pass(Random random, int upTo) {
        int nanos = random.nextInt(upTo);
        if (random.nextBoolean()) {
            machine.burn(nanos);
            return nanos;
        }
        machine.sleep(nanos);
        return 0;
    }
}
