// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.base.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a log's records are, counted.
 *
 * @param records how many there are
 * @param payloadBytes how long their payloads are together
 * @param largestPayload how long the longest is
 * @param earliest the earliest time a record has, or {@code null} if none has one
 * @param latest the latest time a record has, or {@code null} if none has one
 * @param types the records by the name of their type
 * @param actors the records by actor; those of actors beyond the first {@value #MAX_NAMES} are left out
 * @param operations the records by operation; those of operations beyond the first {@value #MAX_NAMES} are left out
 */
public record LogSummary(
        long records,
        long payloadBytes,
        long largestPayload,
        @Nullable Instant earliest,
        @Nullable Instant latest,
        Map<String, Tally> types,
        Map<String, Tally> actors,
        Map<String, Tally> operations) {

    /** How many actors, and how many operations, are told apart. */
    public static final int MAX_NAMES = 1000;

    private static final int STEP = 4096;

    /** Makes the maps unmodifiable, in the order of their keys. */
    public LogSummary {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
        actors = Collections.unmodifiableMap(new TreeMap<>(actors));
        operations = Collections.unmodifiableMap(new TreeMap<>(operations));
    }

    /**
     * Some of the records.
     *
     * @param records how many they are
     * @param payloadBytes how long their payloads are together
     */
    public record Tally(long records, long payloadBytes) {

        private Tally and(Tally more) {
            return new Tally(records + more.records, payloadBytes + more.payloadBytes);
        }
    }

    /**
     * Reads a log from its start and counts.
     *
     * @param log the log
     * @param progress hears how far it has come
     * @return what was counted
     * @throws CorruptLogException if a record is not as it was written
     * @throws io.duramen.crypto.KeyRefusedException if the log is sealed and was opened without a key
     */
    public static LogSummary of(ReadableLog log, Progress progress) {
        Map<String, Tally> types = new TreeMap<>();
        Map<String, Tally> actors = new TreeMap<>();
        Map<String, Tally> operations = new TreeMap<>();
        long records = 0;
        long bytes = 0;
        long largest = 0;
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        long all = Math.max(0, log.durableLsn() - log.firstLsn() + 1);
        try (LogCursor cursor = log.cursor(LogQuery.all())) {
            while (cursor.next()) {
                if (records++ % STEP == 0) {
                    progress.update("counting", records - 1, all);
                }
                long payload = cursor.payload().remaining();
                Tally one = new Tally(1, payload);
                bytes += payload;
                largest = Math.max(largest, payload);
                count(types, cursor.type().toString(), one);
                count(actors, cursor.actor(), one);
                count(operations, cursor.operation(), one);
                long time = cursor.timeMicros();
                if (time != LogCursor.NO_TIME) {
                    earliest = Math.min(earliest, time);
                    latest = Math.max(latest, time);
                }
            }
        }
        progress.update("counting", records, records);
        boolean timed = earliest <= latest;
        return new LogSummary(
                records,
                bytes,
                largest,
                timed ? instant(earliest) : null,
                timed ? instant(latest) : null,
                types,
                actors,
                operations);
    }

    private static void count(Map<String, Tally> tallies, @Nullable String name, Tally one) {
        if (name != null && (tallies.size() < MAX_NAMES || tallies.containsKey(name))) {
            tallies.merge(name, one, Tally::and);
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
