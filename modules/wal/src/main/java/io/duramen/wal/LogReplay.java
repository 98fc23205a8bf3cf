// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.base.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a log's records to somebody in their order, and proves what was given: two replays of equal records have equal digests,
 * on any machine and from any backend.
 *
 * <p>Every record of the range is read, verified and checked to be the next one by number, those that the query does not want
 * included.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class LogReplay {
    private static final int STEP = 1024;

    private final ReadableLog log;
    private final LogQuery query;
    private final MessageDigest digest = sha256();
    private final ByteBuffer numbers = ByteBuffer.allocate(5 * Long.BYTES);

    private LogReplay(ReadableLog log, LogQuery query) {
        this.log = log;
        this.query = query;
    }

    /**
     * What a replay gave.
     *
     * @param firstLsn the first record of the range, wanted or not
     * @param lastLsn the last record of the range; one less than {@code firstLsn} if there was none
     * @param records how many records were wanted and given
     * @param payloadBytes how long their payloads are together
     * @param digest SHA-256 over everything in them, in hexadecimal digits
     */
    public record Report(long firstLsn, long lastLsn, long records, long payloadBytes, String digest) {}

    /**
     * Replays some of a log's records.
     *
     * @param log the log
     * @param query which records are wanted; from {@link ReadableLog#checkpointLsn} on unless it says where to begin
     * @param consumer receives each record, valid as {@link LogCursor} says
     * @param progress hears how far it has come
     * @return what was given
     * @throws CorruptLogException if a record is not as it was written, or not the next one; those before it were given
     * @throws RecordsRemovedException if the first record asked for was removed by a checkpoint
     */
    public static Report run(ReadableLog log, LogQuery query, Consumer<LogRecord> consumer, Progress progress) {
        return new LogReplay(log, query).run(consumer, progress);
    }

    private Report run(Consumer<LogRecord> consumer, Progress progress) {
        long from = query.fromLsn().orElseGet(() -> Math.min(log.checkpointLsn(), log.durableLsn() + 1));
        long to = Math.min(query.toLsn(), log.durableLsn());
        long next = from;
        long given = 0;
        long bytes = 0;
        LogQuery range = LogQuery.builder().fromLsn(from).toLsn(to).build();
        try (LogCursor cursor = log.cursor(range)) {
            while (cursor.next()) {
                if ((next - from) % STEP == 0) {
                    progress.update("replaying", next - from, to - from + 1);
                }
                if (cursor.lsn() != next) {
                    throw gap(next, "record " + cursor.lsn());
                }
                next++;
                LogRecord record = cursor.record();
                if (query.matches(record)) {
                    add(record);
                    given++;
                    bytes += record.payload().remaining();
                    consumer.accept(record);
                }
            }
        }
        if (next <= to) {
            throw gap(next, "the end");
        }
        progress.update("replaying", next - from, next - from);
        return new Report(from, next - 1, given, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** Numbers and lengths first, so that no two different records give the same bytes. */
    private void add(LogRecord record) {
        numbers.clear()
                .putLong(record.lsn())
                .putLong(record.type().code())
                .putLong(record.transactionId())
                .putLong(record.incarnation());
        Instant time = record.time();
        numbers.putLong(time == null ? LogCursor.NO_TIME : ChronoUnit.MICROS.between(Instant.EPOCH, time));
        digest.update(numbers.flip());
        add(record.actor() == null ? null : ByteBuffer.wrap(record.actor().getBytes(StandardCharsets.UTF_8)));
        add(
                record.operation() == null
                        ? null
                        : ByteBuffer.wrap(record.operation().getBytes(StandardCharsets.UTF_8)));
        add(record.key());
        add(record.payload());
    }

    private void add(@Nullable ByteBuffer bytes) {
        digest.update(
                numbers.clear().putLong(bytes == null ? -1 : bytes.remaining()).flip());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private CorruptLogException gap(long lsn, String found) {
        return new CorruptLogException(
                "log " + log.logId(), -1, lsn, "record " + lsn, found, "records are numbered without gaps");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
