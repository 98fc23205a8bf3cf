// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the log knows of itself beside its segments; one slot of the marks file.
 *
 * @param generation raised by each write; the higher of two valid slots counts
 * @param logId the log
 * @param lowestSegment the oldest segment that must be there
 * @param lowestLsn the first record in it
 * @param checkpointLsn the first record still needed
 * @param highestSegment the newest segment that got its name
 * @param durableLsn the last durable record, kept up under {@code FULL} only
 */
record Marks(
        long generation,
        UUID logId,
        long lowestSegment,
        long lowestLsn,
        long checkpointLsn,
        long highestSegment,
        long durableLsn) {

    static final int SLOT_BYTES = 4096;
    static final int FORMAT = 1;

    private static final long MAGIC = 0x00534B52414D5544L; // "DUMARKS\0"
    private static final int CRC_AT = 80;

    byte[] encode() {
        byte[] bytes = new byte[SLOT_BYTES];
        Bytes.putLong(bytes, 0, MAGIC);
        Bytes.putInt(bytes, 8, FORMAT);
        Bytes.putLong(bytes, 16, generation);
        Bytes.putUuid(bytes, 24, logId);
        Bytes.putLong(bytes, 40, lowestSegment);
        Bytes.putLong(bytes, 48, lowestLsn);
        Bytes.putLong(bytes, 56, checkpointLsn);
        Bytes.putLong(bytes, 64, highestSegment);
        Bytes.putLong(bytes, 72, durableLsn);
        Bytes.putInt(bytes, CRC_AT, Bytes.crc(bytes, 0, CRC_AT));
        return bytes;
    }

    /** The slot at a place, or {@code null} if it is not intact. */
    static @Nullable Marks decode(byte[] bytes, int at) {
        if (Bytes.getLong(bytes, at) != MAGIC
                || Bytes.getInt(bytes, at + CRC_AT) != Bytes.crc(bytes, at, CRC_AT)
                || !Bytes.isZero(bytes, at + CRC_AT + 4, at + SLOT_BYTES)) {
            return null;
        }
        Marks read = new Marks(
                Bytes.getLong(bytes, at + 16),
                Bytes.getUuid(bytes, at + 24),
                Bytes.getLong(bytes, at + 40),
                Bytes.getLong(bytes, at + 48),
                Bytes.getLong(bytes, at + 56),
                Bytes.getLong(bytes, at + 64),
                Bytes.getLong(bytes, at + 72));
        return read.isPossible() ? read : null;
    }

    /** Whether a log can say so of itself; a checksum that fits proves only that nothing happened to it since. */
    private boolean isPossible() {
        return lowestSegment >= 1
                && highestSegment >= lowestSegment
                && lowestLsn >= 1
                && checkpointLsn >= 1
                && durableLsn >= 0;
    }

    static int format(byte[] bytes, int at) {
        return Bytes.getInt(bytes, at + 8);
    }

    Marks withLowest(long segment, long lsn) {
        return new Marks(generation, logId, segment, lsn, checkpointLsn, highestSegment, durableLsn);
    }

    Marks withCheckpoint(long lsn) {
        return new Marks(generation, logId, lowestSegment, lowestLsn, lsn, highestSegment, durableLsn);
    }

    Marks withHighest(long segment) {
        return new Marks(generation, logId, lowestSegment, lowestLsn, checkpointLsn, segment, durableLsn);
    }

    Marks withDurable(long lsn) {
        return new Marks(generation, logId, lowestSegment, lowestLsn, checkpointLsn, highestSegment, lsn);
    }

    Marks next() {
        return new Marks(generation + 1, logId, lowestSegment, lowestLsn, checkpointLsn, highestSegment, durableLsn);
    }
}
