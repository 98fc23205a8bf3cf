// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the guide shows, run. */
@Tag("S1.79")
@SuppressWarnings("try") // a watch need only be closed
class CpuAccountingExamplesTest {
    private final List<Object> printed = new ArrayList<>();
    private final Executor pool = Machine::onAnother;
    private final Machine machine = new Machine();

    private record Request(String path, String id) {}

    private interface Chain {
        void proceed(Request request);
    }

    @Test
    void theFirstOne() {
        Sentinel sentinel =
                Sentinel.builder().threshold(Duration.ofNanos(500_000)).build();
        Kind orders = sentinel.kind("orders");

        try (Watch watch = orders.start("tx-17")) {
            work();
        }
        assertEquals(1, orders.statistics().transactions());
        sentinel.close();
    }

    @Test
    void theOnesOfThreeLines() {
        Sentinel sentinel = machine.sentinel().build();
        Executor watched = sentinel.kind("imports").over(pool);
        watched.execute(this::work);
        Request request = new Request("/orders", "17");
        Chain chain = of -> work();
        try (Watch watch = sentinel.kind(request.path()).start(request.id())) {
            chain.proceed(request);
        }
        assertEquals(1, sentinel.kind("imports").statistics().transactions());
        assertEquals(1, sentinel.kind("/orders").statistics().transactions());
    }

    @Test
    void workThatIsHandedOver() {
        Kind orders = machine.sentinel().build().kind("orders");
        try (Watch watch = orders.start("tx-18")) {
            pool.execute(watch.share().wrap(this::checkStock));
            checkPrices();
        }
        assertEquals(1, orders.statistics().bursts());
    }

    @Test
    void whatHappensThen() {
        Sentinel guarded = Sentinel.builder()
                .threshold("reports", Threshold.fixed(Duration.ofMillis(20)))
                .threshold("orders", Threshold.adaptive(Duration.ofNanos(200_000), Duration.ofMillis(5), 6))
                .allow("backup")
                .escalation(EscalationRules.defaults().withBan(5, Duration.ofMinutes(5)))
                .crisis(new CrisisRules(10, Duration.ofSeconds(10), 0.5))
                .anomalies(AnomalyRules.defaults())
                .listener(new SentinelListener() {
                    @Override
                    public void violation(Violation violation) {
                        print(violation.kind() + " " + violation.label() + " over by " + violation.excessNanos()
                                + " ns");
                    }

                    @Override
                    public void crisisBegan(Crisis crisis) {
                        shed(crisis.kind());
                    }
                })
                .build();
        assertEquals(20_000_000, guarded.kind("reports").thresholdNanos());
        assertEquals(5_000_000, guarded.kind("orders").thresholdNanos());
        assertEquals(500_000, guarded.kind("others").thresholdNanos());
        guarded.close();
    }

    @Test
    @Tag("S1.51")
    void telemetry() {
        long seen = 0;
        Sentinel sentinel = machine.sentinel().build();
        sentinel.kind("orders").run(() -> machine.burn(600_000));
        Telemetry.Batch batch = sentinel.telemetry().since(seen);
        for (TelemetryRecord one : batch.records()) {
            print(one.fields()); // thread_cpu_ms, cpu_violation, ...
        }
        seen = batch.next();
        assertEquals(1, seen);
        assertTrue(printed.get(0).toString().contains("thread_cpu_ms=0.599, "), printed::toString);
        assertTrue(printed.get(0).toString().contains("cpu_violation=true"), printed::toString);
    }

    private void work() {
        machine.burn(1_000);
    }

    private void checkStock() {
        machine.burn(300_000);
    }

    private void checkPrices() {
        machine.burn(300_000);
    }

    private void print(Object what) {
        printed.add(what);
    }

    private void shed(String kind) {
        print("shed " + kind);
    }
}
