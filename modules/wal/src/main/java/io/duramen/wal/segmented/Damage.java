// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts a refusal into words: which file, where, from which record on, what should be there, what is, and who says so. */
final class Damage {
    private final Storage storage;

    Damage(Storage storage) {
        this.storage = storage;
    }

    /** Of a segment that cannot be read at all. */
    RuntimeException file(SegmentLook look, long lsn) {
        HeaderLook wrong = look.file();
        String evidence = Verdict.of(Evidence.of(wrong.file())) == Verdict.SEGMENT_MISSING
                ? "the marks and the other segments name it"
                : "a segment is written and forced before it gets its name";
        return corrupt(look.number(), wrong.offset(), lsn, wrong.expected(), wrong.found(), evidence);
    }

    /** Of a segment that has no LINK and must have one. */
    RuntimeException link(SegmentLook look, long lsn, Verdict verdict) {
        String evidence = switch (verdict) {
            case OLDEST_LINK_LOST -> "the marks name it as the oldest segment";
            case FORCED_LINK_LOST -> "it was begun by an opening, which forces the LINK before it gives the name";
            default -> "a later segment continues this one";
        };
        return corrupt(
                look.number(), SegmentLayout.HEADER_BYTES, lsn, "a LINK at the segment's start", "none", evidence);
    }

    /** Of a segment that another one continues. */
    RuntimeException closed(SegmentScan.Result read, LinkBody next, Verdict verdict) {
        String evidence = verdict == Verdict.FILE_SHRANK
                ? "the file had its length when it was looked at"
                : "the next segment says that frames follow up to byte " + next.previousEnd();
        return frame(read, verdict, "a frame", evidence);
    }

    /** Of a segment whose frames do not end in the one the next segment's LINK names. */
    RuntimeException otherEnd(SegmentScan.Result read, String wrong) {
        return corrupt(
                read.header().number(),
                read.chain().end(),
                read.chain().nextLsn(),
                "the end the next segment links to",
                wrong,
                "that segment was written after it");
    }

    /** Of the end of the log. */
    RuntimeException end(LogEnd end, Verdict verdict) {
        long lsn = end.missingLsn();
        SegmentLook reopened = end.reopened();
        if (verdict == Verdict.FORCED_LINK_LOST && reopened != null) {
            return link(reopened, lsn, verdict);
        }
        LinkBody link = end.last().link();
        if (verdict == Verdict.COPIES_LOST && link != null) {
            return corrupt(
                    end.last().number(),
                    SegmentLayout.HEADER_BYTES,
                    lsn,
                    "copies of records up to " + link.copiedLastLsn(),
                    "copies up to " + (lsn - 1),
                    "a recovery forces its copies before the segment gets its name");
        }
        return frame(end.read(), verdict, "a frame with record " + lsn, witness(end, verdict));
    }

    private static @Nullable String witness(LogEnd end, Verdict verdict) {
        SegmentLook other = end.bestWitness();
        FrameHeader elsewhere = other == null ? null : other.searched().witness();
        FrameHeader later = end.last().searched().witness();
        if (verdict == Verdict.FRAME_VOUCHES && later != null) {
            return "a later frame at byte " + later.selfOffset() + " says that record " + later.durableLsn() + " was";
        }
        if (verdict == Verdict.SEGMENT_VOUCHES && other != null && elsewhere != null) {
            return "segment " + other.number() + " says that record " + elsewhere.durableLsn() + " was";
        }
        if (verdict == Verdict.MARKS_VOUCH) {
            return "the marks say that record " + LogEnd.vouchedBy(end.marks()) + " was";
        }
        return "the file had its length when it was looked at";
    }

    private RuntimeException frame(
            SegmentScan.Result read, Verdict verdict, String expected, @Nullable String evidence) {
        RuntimeException thrown = read.thrown();
        if (thrown != null) {
            return thrown; // the reader said it already
        }
        String found = verdict == Verdict.FILE_SHRANK ? "the end of the file" : read.problem();
        return corrupt(read.header().number(), read.chain().end(), read.chain().nextLsn(), expected, found, evidence);
    }

    /** How the end of a segment differs from what the next one's LINK says; {@code null} if it does not. */
    static @Nullable String otherEnd(SegmentHeader header, Chain chain, LinkBody link) {
        if (chain.end() != link.previousEnd()) {
            return "a frame that ends at byte " + chain.end() + " instead of " + link.previousEnd();
        }
        if (link.previousNumber() != header.number() || link.previousSalt() != header.salt()) {
            return "another segment of the same number";
        }
        if (link.previousLastLsn() != chain.nextLsn() - 1) {
            return "record " + (chain.nextLsn() - 1) + " last instead of " + link.previousLastLsn();
        }
        if (link.previousHeaderCrc() != chain.previousHeaderCrc() || link.previousFrames() != chain.frames()) {
            return "another last frame";
        }
        if (!Arrays.equals(link.previousTag(), chain.tag())
                || !Arrays.equals(link.previousDigest(), chain.digestSoFar())) {
            return "frames with another digest";
        }
        return null;
    }

    private CorruptLogException corrupt(
            long number, long offset, long lsn, String expected, String found, @Nullable String evidence) {
        return new CorruptLogException(
                storage.describe(LogNames.segment(number)), offset, lsn, expected, found, evidence);
    }
}
