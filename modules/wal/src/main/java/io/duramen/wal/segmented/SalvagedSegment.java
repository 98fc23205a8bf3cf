// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.wal.SalvageReport.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a segment's intact frames before and behind damage, for salvage only.
 *
 * <p>Behind damage a frame is taken if its checksums hold and if its number, its first record and the length it gives the
 * frame before leave room for exactly what is missing. Where a damaged frame's own header is intact, the search goes on
 * behind that frame, so that nothing in its payload is ever looked at. Where it is not, something in the payload may look
 * like a frame; the next real frame then says that it lies inside another one, and what contradicts each other is not taken.
 */
final class SalvagedSegment {
    private static final int CHUNK = 1 << 20;

    private final FrameProbe probe;
    private final String name;
    private final boolean linked;
    private final long end;
    private final long bound;
    private final List<FrameHeader> frames = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private int chained; // so many of the frames hang together from the segment's start

    /** The link is that of the next segment, which says where this one ends; {@code null} if nothing does. */
    SalvagedSegment(FrameProbe probe, String name, @Nullable LinkBody next) {
        this.probe = probe;
        this.name = name;
        this.linked = next != null;
        this.end = next == null ? probe.header().capacity() : next.previousEnd();
        this.bound = Math.min(end, probe.file().size());
    }

    void scan() {
        long at = HEADER_BYTES;
        boolean whole = true;
        while (at < bound) {
            FrameHeader frame = probe.at(at);
            if (frame != null && continues(frame)) {
                frames.add(frame);
                chained = whole ? frames.size() : chained;
                at = frame.end();
                continue;
            }
            String why = frame == null ? probe.problem() : "a frame that does not continue the one before it";
            long next = behind(at, frame);
            if (next < 0) {
                loseTheRest(at, why);
                return;
            }
            whole = false;
            lose(standsAt(), next, why);
            at = next;
        }
        if (linked && standsAt() < end) {
            lose(standsAt(), end, "the end of the file");
        }
    }

    /** The intact frames, in order. */
    List<FrameHeader> frames() {
        return frames;
    }

    /** What lies between them and behind the last. */
    List<Unreadable> unreadable() {
        return unreadable;
    }

    private @Nullable FrameHeader last() {
        return frames.isEmpty() ? null : frames.get(frames.size() - 1);
    }

    /** Behind the last frame. */
    private long standsAt() {
        FrameHeader last = last();
        return last == null ? HEADER_BYTES : last.end();
    }

    /** Whether a frame stands right behind the last one, or where {@link #behind} has looked for it. */
    private boolean continues(FrameHeader frame) {
        FrameHeader last = last();
        if (frame.selfOffset() > standsAt()) {
            return fitsBehindAGap(frame);
        }
        return last == null
                ? frame.frameNumber() == 0
                : frame.frameNumber() == last.frameNumber() + 1
                        && frame.previousLength() == last.frameLength()
                        && frame.previousHeaderCrc() == last.headerCrc()
                        && frame.firstLsn() == last.firstLsn() + last.recordCount();
    }

    private boolean fitsBehindAGap(FrameHeader frame) {
        FrameHeader last = last();
        long missing = frame.frameNumber() - (last == null ? 0 : last.frameNumber() + 1);
        long previous = frame.selfOffset() - frame.previousLength();
        return missing > 0
                && frame.previousLength() >= FRAME_HEADER_BYTES
                && (missing == 1 ? previous == standsAt() : previous > standsAt())
                && (last == null || frame.firstLsn() >= last.firstLsn() + last.recordCount());
    }

    /** Where the next intact frame that fits stands behind a place where none does; -1 if there is none. */
    private long behind(long place, @Nullable FrameHeader odd) {
        long at = place;
        FrameHeader known = odd == null ? probe.seen() : odd;
        while (known != null) {
            at = known.end(); // its length was not damaged: whatever stands inside it is payload
            FrameHeader next = at < bound ? probe.at(at) : null;
            if (next != null) {
                boolean fits = next.previousHeaderCrc() == known.headerCrc() && accepts(next);
                return fits ? at : search(next.end());
            }
            known = at < bound ? probe.seen() : null;
        }
        return search(at == place ? at + ALIGNMENT : at);
    }

    private long search(long from) {
        byte[] chunk = new byte[CHUNK + FRAME_HEADER_BYTES];
        long place = from;
        while (place < bound) {
            int length = (int) Math.min(chunk.length, bound - place);
            probe.file().read(chunk, length, place);
            long skip = 0;
            for (int at = 0; at < CHUNK && at + FRAME_HEADER_BYTES <= length; at += ALIGNMENT) {
                if (Bytes.getInt(chunk, at) != FRAME_MAGIC_VALUE
                        || FrameHeader.decode(chunk, at, probe.header().salt(), place + at) == null) {
                    continue;
                }
                FrameHeader frame = probe.at(place + at);
                if (frame != null && accepts(frame)) {
                    return place + at;
                }
                if (frame != null) {
                    skip = frame.end();
                    break;
                }
            }
            place = skip > 0 ? skip : place + CHUNK;
        }
        return -1;
    }

    /** Takes back what the frame contradicts, if that was found behind damage itself; the frame is not taken then either. */
    private boolean accepts(FrameHeader frame) {
        long previous = frame.selfOffset() - frame.previousLength();
        boolean contradicted = false;
        while (frames.size() > chained && standsAt() > previous) {
            frames.remove(frames.size() - 1);
            contradicted = true;
        }
        return !contradicted && fitsBehindAGap(frame);
    }

    /** Zeros behind the last frame are no loss, unless the next segment says that there was more. */
    private void loseTheRest(long at, String why) {
        long to = linked ? end : probe.header().recycled() ? lastKnownByte(at) : lastUsedByte(at);
        if (to > standsAt()) {
            lose(standsAt(), to, why);
        }
    }

    /** What was taken back is part of what lies between the frames that are left. */
    private void lose(long from, long to, String why) {
        unreadable.removeIf(part -> part.from() >= from);
        unreadable.add(new Unreadable(name, from, to, why));
    }

    /** What stands behind the last frame of a recycled segment is older, but for zeros at its end or a frame cut short. */
    private long lastKnownByte(long from) {
        FrameHeader cut = from < bound && probe.at(from) == null ? probe.seen() : null;
        if (cut != null) {
            return Math.min(cut.end(), bound);
        }
        byte[] bytes = new byte[END_BYTES];
        int length = (int) Math.min(bytes.length, bound - from);
        probe.file().read(bytes, length, from);
        return Bytes.isZero(bytes, 0, length) ? from : from + length;
    }

    private long lastUsedByte(long from) {
        byte[] chunk = new byte[CHUNK];
        long used = from;
        for (long at = from; at < bound; at += CHUNK) {
            int length = (int) Math.min(CHUNK, bound - at);
            probe.file().read(chunk, length, at);
            while (length > 0 && chunk[length - 1] == 0) {
                length--;
            }
            used = length > 0 ? at + length : used;
        }
        return used;
    }
}
