// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * What the end of a log means, decided from the evidence alone. Every combination of evidence has one verdict; the table in
 * {@code docs/formats/recovery.md} lists them, and {@code RecoveryTableTest} compares it with this, case by case.
 */
enum Verdict {
    /** The log was closed in order. */
    CLEAN(Outcome.CLEAN),
    /** The log was not closed; nothing was being written. */
    UNCLOSED(Outcome.UNCLOSED),
    /** A write never finished. Nothing in it was acknowledged. */
    TORN_TAIL(Outcome.TORN_TAIL),
    /** The device failed; nothing is concluded. */
    READ_ERROR(Outcome.IO_ERROR),
    /** Somebody wrote who does not have the key. */
    FORGED(Outcome.TAMPERED),
    SEGMENT_MISSING(Outcome.CORRUPT_DURABLE),
    HEADER_LOST(Outcome.CORRUPT_DURABLE),
    FOREIGN_SEGMENT(Outcome.CORRUPT_DURABLE),
    WRONG_LENGTH(Outcome.CORRUPT_DURABLE),
    FILE_SHRANK(Outcome.CORRUPT_DURABLE),
    WRITTEN_WHOLE(Outcome.CORRUPT_DURABLE),
    LINKED_OTHERWISE(Outcome.CORRUPT_DURABLE),
    LINKED_FURTHER(Outcome.CORRUPT_DURABLE),
    OLDEST_LINK_LOST(Outcome.CORRUPT_DURABLE),
    FORCED_LINK_LOST(Outcome.CORRUPT_DURABLE),
    FRAME_VOUCHES(Outcome.CORRUPT_DURABLE),
    SEGMENT_VOUCHES(Outcome.CORRUPT_DURABLE),
    MARKS_VOUCH(Outcome.CORRUPT_DURABLE),
    COPIES_LOST(Outcome.CORRUPT_DURABLE);

    /** What is done about it. */
    enum Outcome {
        /** The log is opened; there is nothing to mend. */
        CLEAN,
        /** The log is opened; whole records that nothing vouches for are written again. */
        UNCLOSED,
        /** As {@link #UNCLOSED}; the unfinished write is left behind. */
        TORN_TAIL,
        /** The log is refused: something that was durable is not as it was written. */
        CORRUPT_DURABLE,
        /** The log is refused: the seals do not fit. */
        TAMPERED,
        /** The log is refused for now, and not called damaged. */
        IO_ERROR;

        boolean isRefusal() {
            return compareTo(CORRUPT_DURABLE) >= 0;
        }
    }

    private final Outcome outcome;

    Verdict(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    static Verdict of(Evidence evidence) {
        return switch (evidence.file()) {
            case MISSING -> SEGMENT_MISSING;
            case NO_HEADER -> HEADER_LOST;
            case FOREIGN -> FOREIGN_SEGMENT;
            case SHORTER, LONGER -> WRONG_LENGTH;
            case WHOLE -> ofFrame(evidence);
        };
    }

    private static Verdict ofFrame(Evidence evidence) {
        return switch (evidence.found()) {
            case READ_ERROR -> READ_ERROR;
            case FORGED -> FORGED;
            case CONTRADICTION -> WRITTEN_WHOLE;
            case OTHER_END -> LINKED_OTHERWISE;
            case END_OF_FILE -> FILE_SHRANK;
            case ZEROS, NO_FRAME, BAD_BODY, END_OF_SEGMENT -> ofEnd(evidence);
        };
    }

    /** There is no further frame: either it never was, or somebody knows of it. */
    private static Verdict ofEnd(Evidence evidence) {
        if (evidence.follower() == Evidence.Follower.LINKED) {
            return LINKED_FURTHER;
        }
        if (evidence.oldest()) {
            return OLDEST_LINK_LOST;
        }
        if (evidence.follower() == Evidence.Follower.REOPENED) {
            return FORCED_LINK_LOST;
        }
        if (evidence.behind() == Evidence.Trace.WITNESS) {
            return FRAME_VOUCHES;
        }
        if (evidence.unlinked() == Evidence.Trace.WITNESS) {
            return SEGMENT_VOUCHES;
        }
        if (evidence.marks()) {
            return MARKS_VOUCH;
        }
        if (evidence.copies() == Evidence.Copies.INCOMPLETE) {
            return COPIES_LOST;
        }
        return nobodyKnows(evidence);
    }

    private static Verdict nobodyKnows(Evidence evidence) {
        boolean untouched =
                (evidence.found() == Evidence.Found.ZEROS || evidence.found() == Evidence.Found.END_OF_SEGMENT)
                        && evidence.behind() == Evidence.Trace.NOTHING
                        && evidence.unlinked() == Evidence.Trace.NOTHING;
        if (!untouched) {
            return TORN_TAIL;
        }
        return evidence.sealed() ? CLEAN : UNCLOSED;
    }
}
