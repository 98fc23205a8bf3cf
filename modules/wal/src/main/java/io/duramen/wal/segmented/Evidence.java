// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * Everything that is known about the place where a log cannot be followed any further. What it means is said by {@link
 * Verdict#of}, and for people by the table in {@code docs/formats/recovery.md}.
 *
 * @param file what the segment's file is like
 * @param found what stands at the place
 * @param oldest whether the place is the start of the segment that the marks name as the oldest
 * @param follower what comes behind the segment
 * @param behind what stands behind the place in the same segment
 * @param unlinked what stands in the segments behind it that have no LINK
 * @param marks whether the marks say that the next record was durable
 * @param copies whether the records are there that the segment's LINK says it repeats
 * @param sealed whether the frame before the place is a SEAL
 */
record Evidence(
        File file,
        Found found,
        boolean oldest,
        Follower follower,
        Trace behind,
        Trace unlinked,
        boolean marks,
        Copies copies,
        boolean sealed) {

    /** What a segment's file is like. */
    enum File {
        /** There, its header intact, as long as that says. */
        WHOLE,
        /** Not there, though the marks or a later segment name it. */
        MISSING,
        /** Neither copy of its header is intact. */
        NO_HEADER,
        /** Its header is that of another log or of another number. */
        FOREIGN,
        SHORTER,
        LONGER
    }

    /** What stands where the next frame should begin. */
    enum Found {
        ZEROS,
        /** Bytes, but no frame header of this segment with a right checksum. */
        NO_FRAME,
        /** A frame header with a right checksum, and a body with a wrong one. */
        BAD_BODY,
        /** The segment is used up. */
        END_OF_SEGMENT,
        /** The file ends, although it had its length a moment before. */
        END_OF_FILE,
        /** A frame header with a right checksum that contradicts the frames before it. */
        CONTRADICTION,
        /** Frames that do not end in the frame which the next segment's LINK names. */
        OTHER_END,
        /** A frame whose checksum fits and whose seal does not. */
        FORGED,
        /** The device cannot read it. */
        READ_ERROR
    }

    /** What comes behind a segment. */
    enum Follower {
        NOTHING,
        /** Only segments without LINK, as they are while they wait to be used. */
        ARMED,
        /** A segment without LINK that was begun by a later opening, which forces the LINK before it gives the name. */
        REOPENED,
        /** A segment with a LINK. */
        LINKED
    }

    /** What stands in a range of a file in which no frame can be taken for data. */
    enum Trace {
        NOTHING,
        /** Bytes other than zero, but no frame header of the segment. */
        BYTES,
        /** A frame header; it does not say that the next record was durable. */
        FRAME,
        /** A frame header that says that the next record was durable when it was written. */
        WITNESS
    }

    /** The records a recovery repeats in the segment it begins. */
    enum Copies {
        NONE,
        ALL,
        INCOMPLETE
    }

    /** Of a segment that cannot be read at all. */
    static Evidence of(File file) {
        return new Evidence(
                file, Found.NO_FRAME, false, Follower.NOTHING, Trace.NOTHING, Trace.NOTHING, false, Copies.NONE, false);
    }

    /** Of a frame, where nothing else is known or needed. */
    static Evidence of(Found found, Follower follower, boolean oldest) {
        return new Evidence(
                File.WHOLE, found, oldest, follower, Trace.NOTHING, Trace.NOTHING, false, Copies.NONE, false);
    }
}
