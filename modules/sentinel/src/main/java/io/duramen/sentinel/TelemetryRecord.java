// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the ring of the telemetry holds of a violation.
 *
 * @param time when it was found, in whole microseconds
 * @param kind the name of the transaction's kind
 * @param threadId the {@linkplain Thread#getId() number} of its thread
 * @param verdict {@link Verdict#BURST} or {@link Verdict#SUSPECT}
 * @param thresholdNanos the threshold it was held against, in nanoseconds
 * @param profile what it used
 * @param running whether it had not ended
 */
public record TelemetryRecord(
        Instant time,
        String kind,
        long threadId,
        Verdict verdict,
        long thresholdNanos,
        CpuProfile profile,
        boolean running) {

    /**
     * Tells what is kept of a violation.
     *
     * @param violation the violation
     * @return all of it but the label and the thread's name
     */
    public static TelemetryRecord of(Violation violation) {
        return new TelemetryRecord(
                violation.time().truncatedTo(ChronoUnit.MICROS),
                violation.kind(),
                violation.threadId(),
                violation.verdict(),
                violation.thresholdNanos(),
                violation.profile(),
                violation.running());
    }

    /**
     * Returns the processor time under the name and in the unit of older tools: what was proven of a burst, what is possible of
     * a suspect.
     *
     * @return milliseconds
     */
    public double threadCpuMs() {
        long nanos = verdict == Verdict.BURST ? profile.leastNanos() : profile.mostNanos();
        return nanos / 1e6;
    }

    /**
     * Returns whether the threshold was exceeded beyond doubt.
     *
     * @return {@code true} for a burst
     */
    public boolean cpuViolation() {
        return verdict == Verdict.BURST;
    }

    /**
     * Returns the record under the names of its fields, for channels that carry names and values.
     *
     * @return {@code timestamp} (text, ISO 8601), {@code tx_kind}, {@code thread_id}, {@code thread_cpu_ms}, {@code
     *     thread_cpu_max_ms}, {@code wall_ms}, {@code threshold_ms}, {@code cpu_violation}, {@code verdict}, {@code exact} and
     *     {@code running}, in this order
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", time.toString());
        fields.put("tx_kind", kind);
        fields.put("thread_id", threadId);
        fields.put("thread_cpu_ms", threadCpuMs());
        fields.put("thread_cpu_max_ms", profile.mostNanos() / 1e6);
        fields.put("wall_ms", profile.wallNanos() / 1e6);
        fields.put("threshold_ms", thresholdNanos / 1e6);
        fields.put("cpu_violation", cpuViolation());
        fields.put("verdict", verdict.name());
        fields.put("exact", profile.quality() == Quality.EXACT);
        fields.put("running", running);
        return fields;
    }
}
