// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.CorruptLogException;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a segment before its frames are read.
 *
 * @param number which segment
 * @param file what its file is like
 * @param link its LINK, or {@code null} if there is none that can be read
 * @param contradiction what a LINK that was written whole contradicts, or {@code null}
 * @param traces what stands in it; searched only where the log may end
 */
record SegmentLook(
        long number,
        HeaderLook file,
        @Nullable LinkBody link,
        @Nullable CorruptLogException contradiction,
        @Nullable TailEvidence traces) {

    /** Of a segment that cannot be looked into. */
    static SegmentLook broken(long number, HeaderLook file) {
        return new SegmentLook(number, file, null, null, null);
    }

    /** Whether its frames can be asked for at all. */
    boolean isWhole() {
        return file.header() != null && contradiction == null;
    }

    boolean isLinked() {
        return link != null;
    }

    /** The header of a segment whose file is whole. */
    SegmentHeader segment() {
        SegmentHeader header = file.header();
        if (header == null) {
            throw new IllegalStateException("segment " + number + " is " + file.file());
        }
        return header;
    }

    /** What was found in a segment that the log may end in. */
    TailEvidence searched() {
        if (traces == null) {
            throw new IllegalStateException("segment " + number + " was not searched");
        }
        return traces;
    }
}
