// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that used, or may have used, its threshold.
 *
 * @param kind the name of its kind
 * @param label what the caller said when it started, or {@code null}
 * @param threadId the {@linkplain Thread#getId() number} of the thread it started on
 * @param threadName the name of that thread
 * @param time when this was found
 * @param verdict {@link Verdict#BURST} or {@link Verdict#SUSPECT}
 * @param thresholdNanos the threshold it was held against, in nanoseconds
 * @param profile what it used until then
 * @param running whether it had not ended
 */
public record Violation(
        String kind,
        @Nullable String label,
        long threadId,
        String threadName,
        Instant time,
        Verdict verdict,
        long thresholdNanos,
        CpuProfile profile,
        boolean running) {

    /**
     * Returns by how much the threshold was exceeded: proven for a burst, possible for a suspect.
     *
     * @return nanoseconds, not negative
     */
    public long excessNanos() {
        long used = verdict == Verdict.BURST ? profile.leastNanos() : profile.mostNanos();
        return used - thresholdNanos;
    }
}
