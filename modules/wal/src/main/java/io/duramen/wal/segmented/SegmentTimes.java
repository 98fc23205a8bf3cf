// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The earliest and latest time in each segment, as far as somebody read all of it while asking for times. Times are not in
 * order, so this can only say where not to look. May be used from any thread.
 */
final class SegmentTimes {
    private final Map<Long, Known> segments = new ConcurrentHashMap<>();

    /**
     * What is known of a segment.
     *
     * @param salt which file of this number it was
     * @param lastLsn the last record that was looked at
     * @param span the times
     */
    private record Known(long salt, long lastLsn, Span span) {}

    /**
     * The times of some records, in microseconds since 1970.
     *
     * @param earliest the earliest
     * @param latest the latest; before {@code earliest} if no record had a time
     */
    record Span(long earliest, long latest) {
        boolean isEmpty() {
            return earliest > latest;
        }
    }

    void learn(SegmentMeta segment, Span span) {
        segments.put(segment.header().number(), new Known(segment.header().salt(), segment.lastLsn(), span));
    }

    /** The times in a segment, {@code null} if they are not known up to its last record. */
    @Nullable
    Span of(SegmentMeta segment) {
        Known known = segments.get(segment.header().number());
        return known != null && known.salt() == segment.header().salt() && known.lastLsn() == segment.lastLsn()
                ? known.span()
                : null;
    }

    /** Forgets segments that are gone. */
    void keepOnly(List<SegmentMeta> held) {
        if (!held.isEmpty()) {
            long lowest = held.get(0).header().number();
            segments.keySet().removeIf(number -> number < lowest);
        }
    }

    int size() {
        return segments.size();
    }
}
