// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is unusual is told, and thresholds follow what is usual. */
class AnomalyTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();

    @Test
    void aTransactionFarAboveTheOthersIsToldThoughItIsNoBurst() {
        Kind kind = machine.sentinel()
                .listener(told)
                .anomalies(new AnomalyRules(100, 6))
                .build()
                .kind("orders");
        for (int i = 0; i < 100; i++) {
            burn(kind, i % 2 == 0 ? 10_000 : 12_000);
        }
        burn(kind, 16_000);
        assertEquals(List.of(), told.anomalies);
        burn(kind, 400_000);
        assertEquals(1, told.anomalies.size());
        Anomaly anomaly = told.anomalies.get(0);
        assertEquals("orders", anomaly.kind());
        assertEquals(400_000, anomaly.nanos());
        assertEquals(11_000, anomaly.meanNanos(), 100);
        assertTrue(anomaly.score() > 6, anomaly::toString);
        assertEquals(1, kind.statistics().anomalies());
        assertEquals(List.of(), told.violations);
    }

    @Test
    void anAdaptiveThresholdBeginsAtItsHighestAndFollowsWhatIsUsual() {
        Kind kind = adaptive();
        assertEquals(1_000_000, kind.thresholdNanos());
        for (int i = 0; i < 1000; i++) {
            burn(kind, i % 2 == 0 ? 100_000 : 140_000);
        }
        assertEquals(120_000 + 5 * 20_000, (double) kind.thresholdNanos(), 1_000);
        assertEquals(Verdict.BURST, burn(kind, 300_000));
    }

    @Test
    void itStaysBetweenItsBounds() {
        Kind kind = adaptive();
        for (int i = 0; i < 1000; i++) {
            burn(kind, 1_000);
        }
        assertEquals(50_000, kind.thresholdNanos());
    }

    @Test
    void burstsDoNotRaiseIt() {
        Kind kind = adaptive();
        for (int i = 0; i < 1000; i++) {
            burn(kind, i % 2 == 0 ? 100_000 : 140_000);
        }
        long before = kind.thresholdNanos();
        for (int i = 0; i < 1000; i++) {
            assertEquals(Verdict.BURST, burn(kind, 900_000));
        }
        assertEquals(before, kind.thresholdNanos());
    }

    @Test
    void whoRaisesHisConsumptionLittleByLittleMeetsTheUpperBound() {
        Kind kind = adaptive();
        for (int i = 0; i < 1000; i++) {
            burn(kind, 10_000);
        }
        assertEquals(50_000, kind.thresholdNanos());
        Verdict verdict = Verdict.CLEAN;
        long nanos = 10_000;
        while (verdict == Verdict.CLEAN) {
            nanos += 100;
            verdict = burn(kind, nanos);
        }
        assertEquals(1_000_000, nanos);
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AnomalyRules(1, 6));
        assertThrows(IllegalArgumentException.class, () -> new AnomalyRules(5000, 6));
        assertThrows(IllegalArgumentException.class, () -> new AnomalyRules(100, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Threshold.fixed(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> Threshold.adaptive(Duration.ofMillis(1), Duration.ofMillis(2), 0));
        assertThrows(IllegalArgumentException.class, () -> new CrisisRules(0, Duration.ofSeconds(1), 0.5));
        assertThrows(IllegalArgumentException.class, () -> new CrisisRules(1, Duration.ofSeconds(1), 0));
        assertThrows(
                IllegalArgumentException.class, () -> new EscalationRules(Duration.ZERO, 1, Duration.ofSeconds(1)));
    }

    private Kind adaptive() {
        return machine.sentinel()
                .listener(told)
                .mode(Mode.PRECISE)
                .threshold(Threshold.adaptive(Duration.ofNanos(50_000), Duration.ofMillis(1), 5))
                .build()
                .kind("orders");
    }

    private Verdict burn(Kind kind, long nanos) {
        Watch watch = kind.start();
        machine.burn(nanos);
        return watch.end();
    }
}
