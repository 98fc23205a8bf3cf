// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles what counts of a log's end. A frame is <em>proven</em> once something written after its sync vouches for it; the cut
 * is behind the last proven one. The few behind the cut are kept here, to be written again by {@link TailRecovery}.
 */
final class Tail {
    private final long vouchedByMarks;
    private final Deque<Unproven> unproven = new ArrayDeque<>();
    private @Nullable SegmentHeader cutHeader;
    private @Nullable Chain cut;

    Tail(long vouchedByMarks) {
        this.vouchedByMarks = vouchedByMarks;
    }

    /**
     * A frame nothing vouches for yet.
     *
     * @param needed the record whose durability would prove the frame
     * @param header the segment
     * @param firstLsn the segment's first record
     * @param after where the segment stands behind the frame
     * @param frame the frame's header
     * @param body its records, or {@code null} if it has none or they are sealed and there is no key
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Unproven(
            long needed, SegmentHeader header, long firstLsn, Chain after, FrameHeader frame, byte @Nullable [] body) {}

    /** The next segment's LINK vouches for everything up to here. */
    void settle(SegmentHeader header, Chain chain) {
        cutHeader = header;
        cut = chain.copy();
    }

    /** In the last segment frames wait for a witness, but for a LINK that was forced before the segment got its name. */
    void frame(SegmentReader reader, FrameHeader frame, long firstLsn, boolean forcedLink) {
        prove(Math.max(frame.durableLsn(), vouchedByMarks));
        if (frame.is(SegmentLayout.LINK) && forcedLink) {
            settle(reader.header(), reader.chain());
            return;
        }
        byte[] body = frame.isControl() || !reader.readable()
                ? null
                : Arrays.copyOfRange(reader.body(), reader.bodyAt(), reader.bodyEnd());
        long needed = frame.isControl() ? frame.firstLsn() : frame.lastLsn();
        Chain after = reader.chain().copy();
        unproven.add(new Unproven(needed, reader.header(), firstLsn, after, frame, body));
    }

    /** There are no more frames. */
    void end() {
        prove(vouchedByMarks);
    }

    private void prove(long durableLsn) {
        while (!unproven.isEmpty() && unproven.getFirst().needed() <= durableLsn) {
            Unproven frame = unproven.removeFirst();
            cutHeader = frame.header();
            cut = frame.after();
        }
    }

    /** Whether all records are proven, by a frame seen here. */
    boolean isSettled() {
        return cut != null && unprovenCount() == 0;
    }

    /** The segment of the last proven frame. */
    SegmentHeader cutHeader() {
        if (cutHeader == null) {
            throw new IllegalStateException("nothing was scanned");
        }
        return cutHeader;
    }

    /** Where that segment stands behind the last proven frame. */
    Chain cut() {
        if (cut == null) {
            throw new IllegalStateException("nothing was scanned");
        }
        return cut;
    }

    /** The encoded records behind the cut, in order. */
    List<byte[]> unprovenRecords() {
        List<byte[]> records = new ArrayList<>();
        for (Unproven waiting : unproven) {
            byte[] body = waiting.body();
            if (body == null) {
                continue;
            }
            int at = 0;
            for (int i = 0; i < waiting.frame().recordCount(); i++) {
                int length = RecordCodec.recordLength(body, at);
                records.add(Arrays.copyOfRange(body, at, at + length));
                at += length;
            }
        }
        return records;
    }

    /** How many records stand behind the cut. */
    long unprovenCount() {
        return unproven.stream().mapToLong(u -> u.frame().recordCount()).sum();
    }

    /** The segment of the last whole frame, proven or not; {@code null} if all are proven. */
    @Nullable
    SegmentMeta unprovenEnd() {
        if (unproven.isEmpty()) {
            return null;
        }
        Unproven last = unproven.getLast();
        return SegmentMeta.of(last.header(), last.firstLsn(), last.after());
    }
}
