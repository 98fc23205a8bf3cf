// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.ClockInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** A threshold is finer than four steps of the processor clock, and would be crossed unseen. */
public final class ThresholdTooFineException extends SentinelException {
    private static final long serialVersionUID = 1L;

    ThresholdTooFineException(String kind, long thresholdNanos, ClockInfo clock, boolean moves) {
        super(
                "SENTINEL_THRESHOLD_TOO_FINE",
                "the threshold of " + thresholdNanos + " ns of " + kind + " is finer than clock " + clock.provider()
                        + " resolves: "
                        + (moves
                                ? "it steps by " + clock.stepNanos() + " ns, and four steps are the least"
                                : "it did not move while it was measured"),
                details(kind, thresholdNanos, clock, moves),
                "raise the threshold, or take Unmeasurable.BOUND and with it wall time as an upper bound; duramen doctor"
                        + " shows what each clock resolves");
    }

    private static Map<String, Object> details(String kind, long threshold, ClockInfo clock, boolean moves) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", kind);
        details.put("thresholdNanos", threshold);
        details.put("clock", clock.provider());
        if (moves) {
            details.put("stepNanos", clock.stepNanos());
        }
        return details;
    }
}
