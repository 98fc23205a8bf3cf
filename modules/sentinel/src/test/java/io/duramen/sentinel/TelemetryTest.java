// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ring keeps the last violations as they were told, and counts those it overwrote. */
class TelemetryTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel =
            machine.sentinel().listener(told).telemetry(8).build();
    private final Telemetry telemetry = sentinel.telemetry();

    @Test
    @Tag("S1.49")
    void aRecordEqualsItsViolation() {
        violate("orders", 700_000);
        machine.sleep(1_000);
        violate("invoices", 600_000);
        assertEquals(
                told.violations.stream().map(TelemetryRecord::of).toList(),
                telemetry.since(0).records());
        assertEquals(2, told.violations.size());
    }

    @Test
    @Tag("S1.51")
    void aRecordHasTheFieldsOlderToolsReadByTheirNames() {
        violate("orders", 701_000);
        TelemetryRecord burst = telemetry.since(0).records().get(0);
        assertEquals(0.7, burst.threadCpuMs());
        assertTrue(burst.cpuViolation());
        assertEquals(
                List.of(
                        "timestamp",
                        "tx_kind",
                        "thread_id",
                        "thread_cpu_ms",
                        "thread_cpu_max_ms",
                        "wall_ms",
                        "threshold_ms",
                        "cpu_violation",
                        "verdict",
                        "exact",
                        "running"),
                List.copyOf(burst.fields().keySet()));
        assertEquals("2026-01-01T00:00:00.000701Z", burst.fields().get("timestamp"));
        assertEquals(true, burst.fields().get("cpu_violation"));
        assertEquals(0.5, burst.fields().get("threshold_ms"));
    }

    @Test
    @Tag("S1.51")
    void ofASuspectItIsThePossibleTimeThatCounts() {
        sentinel.kind("orders").start().close();
        machine.sleep(5_000_000);
        violate("orders", 600_000);
        TelemetryRecord suspect = telemetry.since(0).records().get(0);
        assertEquals(Verdict.SUSPECT, suspect.verdict());
        assertFalse(suspect.cpuViolation());
        assertEquals(0.6, suspect.threadCpuMs());
    }

    @Test
    void whoComesBackIsGivenWhatIsNew() {
        violate("orders", 600_000);
        Telemetry.Batch first = telemetry.since(0);
        assertEquals(1, first.next());
        assertEquals(List.of(), telemetry.since(first.next()).records());
        violate("invoices", 600_000);
        assertEquals(
                List.of("invoices"),
                telemetry.since(first.next()).records().stream()
                        .map(TelemetryRecord::kind)
                        .toList());
    }

    @Test
    void whatWasOverwrittenIsCounted() {
        for (int i = 0; i < 11; i++) {
            violate("kind " + i, 600_000);
        }
        Telemetry.Batch batch = telemetry.since(1);
        assertEquals(2, batch.lost());
        assertEquals(8, batch.records().size());
        assertEquals("kind 3", batch.records().get(0).kind());
        assertEquals("kind 10", batch.records().get(7).kind());
        assertEquals(11, batch.next());
        assertEquals(11, telemetry.recorded());
        assertEquals(3, sentinel.statistics().lostRecords());
    }

    @Test
    void aReaderOfAnotherSentinelsNumbersIsGivenNothingWrong() {
        violate("orders", 600_000);
        assertEquals(new Telemetry.Batch(List.of(), 0, 1), telemetry.since(17));
        assertEquals(0, telemetry.since(-5).lost());
    }

    private void violate(String kind, long nanos) {
        Watch watch = sentinel.kind(kind).start("label");
        machine.burn(nanos);
        watch.end();
    }
}
