// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.segmented.Evidence.Copies;
import io.duramen.wal.segmented.Evidence.Follower;
import io.duramen.wal.segmented.Evidence.Trace;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place where the last segment with a LINK cannot be read any further, with everybody who may know of more.
 *
 * @param last that segment
 * @param read how far it was read
 * @param sealed whether its last frame is a SEAL
 * @param unlinked the segments behind it; none of them has a LINK
 * @param marks what the marks say
 */
record LogEnd(SegmentLook last, SegmentScan.Result read, boolean sealed, List<SegmentLook> unlinked, Marks marks) {

    /** Collects the evidence; a read to the very end always finds something there. */
    Evidence evidence() {
        Evidence.Found found = read.found();
        if (found == null) {
            throw new IllegalStateException("segment " + last.number() + " was not read to its end");
        }
        return new Evidence(
                Evidence.File.WHOLE,
                found,
                false,
                follower(),
                last.searched().trace(read.chain().end(), missingLsn()),
                unlinkedTrace(),
                vouchedBy(marks) >= missingLsn(),
                copies(),
                sealed);
    }

    /** The record that would come next. */
    long missingLsn() {
        return read.chain().nextLsn();
    }

    static long vouchedBy(Marks marks) {
        return Math.max(marks.durableLsn(), marks.checkpointLsn() - 1);
    }

    /** A segment that an opening began and that has no LINK; {@code null} if there is none. */
    @Nullable
    SegmentLook reopened() {
        SegmentLook before = last;
        for (SegmentLook look : unlinked) {
            if (look.segment().writerEpoch() > before.segment().writerEpoch()) {
                return look;
            }
            before = look;
        }
        return null;
    }

    /** The frame that vouches for the most in a segment without LINK; {@code null} if there is none. */
    @Nullable
    SegmentLook bestWitness() {
        return unlinked.stream()
                .filter(look -> trace(look) == Trace.WITNESS)
                .findFirst()
                .orElse(null);
    }

    /** How many bytes an unfinished write left at least, here and in the segments behind. */
    long tornBytes() {
        long bytes = Math.max(0, last.searched().lastUsedByte() - read.chain().end());
        if (last.segment().recycled() && read.found() == Evidence.Found.NO_FRAME) {
            bytes = Math.max(bytes, SegmentLayout.END_BYTES); // what is not zero there need not be all
        }
        for (SegmentLook look : unlinked) {
            bytes += look.searched().lastUsedByte() - SegmentLayout.HEADER_BYTES;
        }
        return bytes;
    }

    private Follower follower() {
        if (unlinked.isEmpty()) {
            return Follower.NOTHING;
        }
        return reopened() == null ? Follower.ARMED : Follower.REOPENED;
    }

    private Trace unlinkedTrace() {
        return unlinked.stream().map(this::trace).max(Comparator.naturalOrder()).orElse(Trace.NOTHING);
    }

    private Trace trace(SegmentLook look) {
        return look.searched().trace(SegmentLayout.HEADER_BYTES, missingLsn());
    }

    private Copies copies() {
        LinkBody link = last.link();
        if (link == null || link.copiedLastLsn() == 0) {
            return Copies.NONE;
        }
        return link.copiedLastLsn() < missingLsn() ? Copies.ALL : Copies.INCOMPLETE;
    }
}
