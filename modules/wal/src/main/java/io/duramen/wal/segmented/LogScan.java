// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Progress;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole log and decides what its end means.
 *
 * <p>A frame that cannot be read is the end of the log only if nothing says that it was durable. Witnesses are: a later frame
 * of the segment (each carries the last durable record), the LINK of the next segment, the marks, the length of the file. If
 * one contradicts, the log is corrupt; {@link #run} throws, and the fields tell what was good before the damage.
 *
 * <p>A frame is <em>proven</em> once something written after its sync vouches for it. The last few frames of a log are
 * usually not; they are read here and written again by {@link TailRecovery}.
 */
final class LogScan {
    private final Storage storage;
    private final SegmentFiles files;
    private final Marks marks;
    private final List<String> notes;
    private final Progress progress;

    private final List<SegmentMeta> segments = new ArrayList<>();
    private final Deque<Unproven> unproven = new ArrayDeque<>();
    private long frames;
    private long nextLsn;
    private long maxWriterEpoch;
    private @Nullable SegmentHeader cutHeader;
    private @Nullable Chain cut;
    private @Nullable SegmentHeader superseded;
    private @Nullable Chain lastGood;
    private boolean cleanShutdown;
    private long tornBytes;
    private @Nullable String tornDetail;

    LogScan(Storage storage, SegmentFiles files, Marks marks, List<String> notes, Progress progress) {
        this.storage = storage;
        this.files = files;
        this.marks = marks;
        this.notes = notes;
        this.progress = progress;
        this.nextLsn = marks.lowestLsn();
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

    /** A segment with its LINK, which is missing if the segment was armed but never used. */
    private record Peeked(SegmentHeader header, @Nullable LinkBody link) {}

    /** Runs the scan; throws {@link CorruptLogException} at the first damage. */
    void run(List<Long> numbers) {
        checkPresence(numbers);
        List<Peeked> peeked = new ArrayList<>();
        for (long number : numbers) {
            SegmentHeader header = files.header(number, marks.logId(), nextLsn, notes);
            maxWriterEpoch = Math.max(maxWriterEpoch, header.writerEpoch());
            peeked.add(peek(header));
        }
        int linked = linked(peeked);
        if (linked == 0) {
            throw corrupt(
                    peeked.get(0).header(),
                    SegmentLayout.HEADER_BYTES,
                    "a LINK at the segment's start",
                    "none",
                    "the marks name it as the oldest segment");
        }
        for (int i = 0; i < linked; i++) {
            progress.update("verifying the log", i, linked);
            scan(peeked.get(i), i + 1 < linked ? peeked.get(i + 1) : null, peeked.subList(linked, peeked.size()));
        }
        progress.update("verifying the log", linked, linked);
    }

    /** How many segments have a LINK. Behind them may stand some that were armed and never used, and nothing else. */
    private int linked(List<Peeked> peeked) {
        int linked = 0;
        while (linked < peeked.size() && peeked.get(linked).link() != null) {
            linked++;
        }
        for (Peeked later : peeked.subList(linked, peeked.size())) {
            if (later.link() != null) {
                throw corrupt(
                        peeked.get(linked).header(),
                        SegmentLayout.HEADER_BYTES,
                        "a LINK at the segment's start",
                        "none",
                        "a later segment continues this one");
            }
        }
        return linked;
    }

    private void checkPresence(List<Long> numbers) {
        long expected = marks.lowestSegment();
        for (long number : numbers) {
            if (number != expected) {
                break;
            }
            expected++;
        }
        long highest = Math.max(marks.highestSegment(), numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1));
        if (expected <= highest) {
            throw new CorruptLogException(
                    storage.describe(LogNames.segment(expected)),
                    -1,
                    nextLsn,
                    "a segment of this name",
                    "none",
                    "the marks and the other segments name it");
        }
    }

    private Peeked peek(SegmentHeader header) {
        try (StorageFile file = storage.open(LogNames.segment(header.number()), OpenMode.READ)) {
            byte[] bytes = new byte[SegmentLayout.FRAME_HEADER_BYTES];
            file.readFully(java.nio.ByteBuffer.wrap(bytes), SegmentLayout.HEADER_BYTES);
            FrameHeader first = FrameHeader.decode(bytes, 0, header.salt(), SegmentLayout.HEADER_BYTES);
            if (first != null && first.is(SegmentLayout.LINK)) {
                try (SegmentReader reader = files.read(header, first.firstLsn())) {
                    if (reader.next() != null) {
                        return new Peeked(header, reader.link());
                    }
                }
            }
        }
        return new Peeked(header, null);
    }

    private void scan(Peeked segment, @Nullable Peeked next, List<Peeked> unlinked) {
        long firstLsn = nextLsn;
        lastGood = null;
        LinkBody nextLink = next == null ? null : next.link();
        try (SegmentReader reader = files.read(segment.header(), firstLsn)) {
            while (true) {
                if (nextLink != null && reader.chain().end() >= nextLink.previousEnd()) {
                    checkBoundary(segment.header(), reader.chain(), nextLink);
                    settle(segment.header(), firstLsn, reader.chain());
                    return;
                }
                FrameHeader frame = reader.next();
                if (frame == null) {
                    break;
                }
                frames++;
                lastGood = reader.chain();
                nextLsn = reader.chain().nextLsn();
                cleanShutdown = frame.is(SegmentLayout.SEAL);
                if (nextLink == null) {
                    accept(segment, firstLsn, reader, frame);
                }
            }
            if (nextLink != null) {
                throw corrupt(
                        segment.header(),
                        reader.chain().end(),
                        "a frame",
                        reader.problem(),
                        "the next segment says that frames follow up to byte " + nextLink.previousEnd());
            }
            judgeEnd(segment.header(), reader, unlinked);
            checkCopies(segment);
        } catch (CorruptLogException damage) {
            keepWhatPrecedes(damage, segment.header(), firstLsn);
            throw damage;
        }
        if (cutHeader != null && cutHeader.number() == segment.header().number() && cut != null) {
            settle(segment.header(), firstLsn, cut);
        }
    }

    /** What comes before the damage was verified and stays readable. */
    private void keepWhatPrecedes(CorruptLogException damage, SegmentHeader header, long firstLsn) {
        if (lastGood != null && nextLsn > firstLsn && damage.lsn() >= firstLsn) {
            segments.add(SegmentMeta.of(header, firstLsn, lastGood));
        }
    }

    /** In the last segment, frames wait for a witness. */
    private void accept(Peeked segment, long firstLsn, SegmentReader reader, FrameHeader frame) {
        LinkBody link = segment.link();
        prove(Math.max(frame.durableLsn(), vouchedByMarks()));
        boolean proven = frame.is(SegmentLayout.LINK)
                && link != null
                && (link.named() || segment.header().number() == marks.lowestSegment());
        if (frame.is(SegmentLayout.LINK) && link != null && link.previousLastLsn() + 1 != firstLsn) {
            throw corrupt(
                    segment.header(),
                    frame.selfOffset(),
                    "a LINK behind record " + (firstLsn - 1),
                    "one behind record " + link.previousLastLsn(),
                    "a frame with a right checksum cannot be left by a crash");
        }
        Chain after = reader.chain().copy();
        if (proven) {
            cutHeader = segment.header();
            cut = after;
            return;
        }
        byte[] body = frame.isControl() || !reader.readable()
                ? null
                : Arrays.copyOfRange(reader.body(), reader.bodyAt(), reader.bodyEnd());
        long needed = frame.isControl() ? frame.firstLsn() : frame.lastLsn();
        unproven.add(new Unproven(needed, segment.header(), firstLsn, after, frame, body));
    }

    private void prove(long durableLsn) {
        while (!unproven.isEmpty() && unproven.getFirst().needed() <= durableLsn) {
            Unproven frame = unproven.removeFirst();
            cutHeader = frame.header();
            cut = frame.after();
        }
    }

    /** The segment counts up to where its chain stands. */
    private void settle(SegmentHeader header, long firstLsn, Chain chain) {
        segments.add(SegmentMeta.of(header, firstLsn, chain));
        cutHeader = header;
        cut = chain.copy();
    }

    private void checkBoundary(SegmentHeader header, Chain chain, LinkBody link) {
        String wrong = null;
        if (chain.end() != link.previousEnd()) {
            wrong = "a frame that ends at byte " + chain.end() + " instead of " + link.previousEnd();
        } else if (link.previousNumber() != header.number() || link.previousSalt() != header.salt()) {
            wrong = "another segment of the same number";
        } else if (link.previousLastLsn() != chain.nextLsn() - 1) {
            wrong = "record " + (chain.nextLsn() - 1) + " last instead of " + link.previousLastLsn();
        } else if (link.previousHeaderCrc() != chain.previousHeaderCrc() || link.previousFrames() != chain.frames()) {
            wrong = "another last frame";
        } else if (!Arrays.equals(link.previousTag(), chain.tag())
                || !Arrays.equals(link.previousDigest(), chain.digestSoFar())) {
            wrong = "frames with another digest";
        }
        if (wrong != null) {
            throw corrupt(
                    header,
                    chain.end(),
                    "the end the next segment links to",
                    wrong,
                    "that segment was written after it");
        }
    }

    private void judgeEnd(SegmentHeader header, SegmentReader reader, List<Peeked> unlinked) {
        long end = reader.chain().end();
        TailEvidence evidence = search(header, end);
        FrameHeader witness = evidence.witness();
        String proof = null;
        if (witness != null && witness.durableLsn() >= nextLsn) {
            proof = "a later frame at byte " + witness.selfOffset() + " says that record " + witness.durableLsn()
                    + " was";
        } else if (vouchedByMarks() >= nextLsn) {
            proof = "the marks say that record " + vouchedByMarks() + " was";
        }
        for (Peeked later : unlinked) {
            TailEvidence used = search(later.header(), SegmentLayout.HEADER_BYTES);
            if (used.lastUsedByte() > SegmentLayout.HEADER_BYTES && superseded == null) {
                superseded = later.header(); // not just armed: something was written there
            }
            FrameHeader other = used.witness();
            if (other != null && other.durableLsn() >= nextLsn) {
                proof = "segment " + later.header().number() + " says that record " + other.durableLsn() + " was";
            }
        }
        if (proof != null) {
            throw corrupt(header, end, "a frame with record " + nextLsn, reader.problem(), proof);
        }
        prove(vouchedByMarks());
        tornBytes = evidence.lastUsedByte() - end;
        if (tornBytes > 0) {
            cleanShutdown = false;
            tornDetail = reader.fullName() + " from byte " + end + ": " + reader.problem();
        }
        if (!unproven.isEmpty() && cutHeader != null && cutHeader.number() != header.number()) {
            superseded = header;
        }
    }

    private void checkCopies(Peeked segment) {
        LinkBody link = segment.link();
        if (link != null && link.copiedLastLsn() >= nextLsn) {
            throw corrupt(
                    segment.header(),
                    SegmentLayout.HEADER_BYTES,
                    "copies of records up to " + link.copiedLastLsn(),
                    "copies up to " + (nextLsn - 1),
                    "a recovery forces its copies before the segment gets its name");
        }
    }

    private TailEvidence search(SegmentHeader header, long from) {
        try (StorageFile file = storage.open(LogNames.segment(header.number()), OpenMode.READ)) {
            return TailEvidence.search(file, header, from);
        }
    }

    private long vouchedByMarks() {
        return Math.max(marks.durableLsn(), marks.checkpointLsn() - 1);
    }

    private CorruptLogException corrupt(
            SegmentHeader header, long offset, String expected, String found, String evidence) {
        return new CorruptLogException(
                storage.describe(LogNames.segment(header.number())), offset, nextLsn, expected, found, evidence);
    }

    /** The segments that count, oldest first; the last one up to its last proven frame. */
    List<SegmentMeta> segments() {
        return segments;
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

    /** A segment behind the cut, whose name the next one takes; {@code null} if there is none. */
    @Nullable
    SegmentHeader superseded() {
        return superseded;
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

    /** Where the segment of the last intact frame ends, proven or not; for readers that change nothing. */
    @Nullable
    SegmentMeta unprovenEnd() {
        if (unproven.isEmpty()) {
            return null;
        }
        Unproven last = unproven.getLast();
        return SegmentMeta.of(last.header(), last.firstLsn(), last.after());
    }

    long frames() {
        return frames;
    }

    long lastLsn() {
        return nextLsn - 1;
    }

    long maxWriterEpoch() {
        return maxWriterEpoch;
    }

    boolean cleanShutdown() {
        return cleanShutdown;
    }

    long tornBytes() {
        return tornBytes;
    }

    @Nullable
    String tornDetail() {
        return tornDetail;
    }
}
