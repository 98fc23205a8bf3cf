// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.bench.BenchException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesRunTest {
    private static final String METRICS = """
            "primaryMetric": {"score": 1500.5, "scoreUnit": "ns/op"},
            "secondaryMetrics": {"cpu": {"score": 1200.25, "scoreUnit": "%s"}}""";

    @Test
    void figuresAreReadFromWhatJmhWrites() {
        String json = """
                [{"benchmark": "io.duramen.bench.jmh.SealBenchmark.frame", "params": {"bytes": "4096"}, %1$s},
                 {"benchmark": "io.duramen.bench.jmh.SealBenchmark.hedge", %1$s}]
                """.formatted(METRICS.formatted("ns/op"));

        assertEquals(
                Map.of(
                        "frame, 4096 B: CPU ns", 1200.25,
                        "frame, 4096 B: ns", 1500.5,
                        "hedge: CPU ns", 1200.25,
                        "hedge: ns", 1500.5),
                FramesRun.figures(json));
    }

    @Test
    void aFigureInAnotherUnitIsRefused() {
        String json = "[{\"benchmark\": \"a.B.frame\", " + METRICS.formatted("us/op") + "}]";

        assertThrows(BenchException.class, () -> FramesRun.figures(json));
    }
}
