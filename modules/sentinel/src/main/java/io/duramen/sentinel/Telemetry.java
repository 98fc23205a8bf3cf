// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The last violations, in a ring of fixed size: memory does not grow however much is found, and what was overwritten is
 * counted. Records are numbered from 0 without gaps, so that a reader who comes back knows what he missed.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class Telemetry {
    private static final int WORDS = 7;
    private static final int RUNNING = 1;
    private static final int BURST = 2;
    private static final int EXACT = 4;

    private final long[] ring;
    private final int capacity;
    private final IntFunction<Kind> kinds;
    private long recorded;

    Telemetry(int capacity, IntFunction<Kind> kinds) {
        this.capacity = capacity;
        this.ring = new long[Math.multiplyExact(capacity, WORDS)];
        this.kinds = kinds;
    }

    /**
     * What a reader is given.
     *
     * @param records the records, oldest first
     * @param lost how many between the one asked for and the first of these were overwritten
     * @param next the number to ask for next
     */
    public record Batch(List<TelemetryRecord> records, long lost, long next) {

        /** Makes the list immutable. */
        public Batch {
            records = List.copyOf(records);
        }
    }

    synchronized void add(Kind kind, Violation violation) {
        int at = (int) (recorded++ % capacity) * WORDS;
        CpuProfile profile = violation.profile();
        ring[at] = ChronoUnit.MICROS.between(Instant.EPOCH, violation.time());
        ring[at + 1] = (long) kind.index() << 8
                | (violation.running() ? RUNNING : 0)
                | (violation.verdict() == Verdict.BURST ? BURST : 0)
                | (profile.quality() == Quality.EXACT ? EXACT : 0);
        ring[at + 2] = violation.threadId();
        ring[at + 3] = violation.thresholdNanos();
        ring[at + 4] = profile.wallNanos();
        ring[at + 5] = profile.leastNanos();
        ring[at + 6] = profile.mostNanos();
    }

    /**
     * Returns what was recorded from a number on.
     *
     * @param number the first record wanted: 0, or {@link Batch#next} of the batch before
     * @return what is still there of it
     */
    public synchronized Batch since(long number) {
        long oldest = Math.max(0, recorded - capacity);
        long from = Math.min(recorded, Math.max(number, oldest));
        List<TelemetryRecord> records = new ArrayList<>();
        for (long i = from; i < recorded; i++) {
            records.add(record((int) (i % capacity) * WORDS));
        }
        return new Batch(records, Math.max(0, from - Math.max(0, number)), recorded);
    }

    /**
     * Returns how many records were made.
     *
     * @return the number, also of those that were overwritten since
     */
    public synchronized long recorded() {
        return recorded;
    }

    /**
     * Returns how many records were overwritten.
     *
     * @return the number
     */
    public synchronized long overwritten() {
        return Math.max(0, recorded - capacity);
    }

    private TelemetryRecord record(int at) {
        int flags = (int) (ring[at + 1] & 0xFF);
        return new TelemetryRecord(
                Instant.EPOCH.plus(ring[at], ChronoUnit.MICROS),
                kinds.apply((int) (ring[at + 1] >>> 8)).name(),
                ring[at + 2],
                (flags & BURST) != 0 ? Verdict.BURST : Verdict.SUSPECT,
                ring[at + 3],
                new CpuProfile(
                        ring[at + 4],
                        ring[at + 5],
                        ring[at + 6],
                        (flags & EXACT) != 0 ? Quality.EXACT : Quality.UPPER_BOUND),
                (flags & RUNNING) != 0);
    }
}
