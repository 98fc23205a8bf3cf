// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Progress;
import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.OpenCheck;
import io.duramen.wal.segmented.Evidence.Follower;
import io.duramen.wal.segmented.Evidence.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole log, oldest segment first, and decides what its end means.
 *
 * <p>{@link Survey} looks at every segment, {@link SegmentScan} reads their frames, {@link Verdict} judges the place where
 * there are no more, and {@link Tail} settles what counts. The first damage in the order of the log is thrown by {@link #run};
 * what comes before it was verified, and {@link #segments} tells of it.
 */
final class LogScan {
    private final Storage storage;
    private final SegmentFiles files;
    private final Marks marks;
    private final int threads;
    private final OpenCheck check;
    private final Progress listener;
    private final Damage damage;
    private Tail tail;

    private final List<SegmentMeta> segments = new ArrayList<>();
    private List<SegmentLook> looks = List.of();
    private int linked;
    private long frames;
    private long nextLsn;
    private boolean sealed;
    private Verdict verdict = Verdict.UNCLOSED;
    private long tornBytes;
    private @Nullable String tornDetail;

    /** {@code threads} is how many may verify at a time; 1 for the caller's alone. */
    LogScan(Storage storage, SegmentFiles files, Marks marks, int threads, OpenCheck check, Progress listener) {
        this.storage = storage;
        this.files = files;
        this.marks = marks;
        this.threads = threads;
        this.check = check;
        this.listener = listener;
        this.damage = new Damage(storage);
        this.tail = new Tail(LogEnd.vouchedBy(marks));
        this.nextLsn = marks.lowestLsn();
    }

    /**
     * Runs the scan; throws {@link CorruptLogException} at the first damage.
     *
     * @param present the numbers of the segments that are there, in order
     * @param keys refuses a segment that the log's key is not for
     * @param notes receives what was tolerated
     */
    void run(List<Long> present, Consumer<SegmentHeader> keys, List<String> notes) {
        looks = new Survey(storage, files, marks, keys).run(present, notes);
        while (linked < looks.size()
                && looks.get(linked).isWhole()
                && looks.get(linked).isLinked()) {
            linked++;
        }
        ScanProgress progress = new ScanProgress(
                listener,
                looks.subList(0, linked).stream()
                        .mapToLong(look -> look.segment().capacity())
                        .sum());
        SegmentScan scan = new SegmentScan(storage, files, progress);
        progress.tell();
        if (linked > 0) {
            closedSegments(scan, progress);
            lastSegment(scan, looks.get(linked - 1));
        }
        SegmentLook broken = firstBroken();
        if (broken != null) {
            throw refusal(broken);
        }
        progress.tell();
    }

    /** Segments that another one continues. They are verified side by side; joining them is what takes turns. */
    private void closedSegments(SegmentScan scan, ScanProgress progress) {
        List<Supplier<SegmentScan.Result>> work = new ArrayList<>();
        for (int i = 0; i + 1 < linked; i++) {
            SegmentHeader header = looks.get(i).segment();
            long firstLsn = i == 0 ? marks.lowestLsn() : link(i).previousLastLsn() + 1;
            long until = link(i + 1).previousEnd();
            work.add(() -> headersSuffice(header)
                    ? scan.skim(header, firstLsn, until)
                    : scan.run(header, firstLsn, until, (reader, frame) -> {}));
        }
        try (Verifiers verifiers = new Verifiers(storage.describe(""), threads, work, progress)) {
            for (int i = 0; i + 1 < linked; i++) {
                join(verifiers.result(i), link(i + 1));
            }
        }
    }

    private void join(SegmentScan.Result read, LinkBody next) {
        count(read);
        Found found = read.found();
        String wrong = found == null ? Damage.otherEnd(read.header(), read.chain(), next) : null;
        if (found != null || wrong != null) {
            keep(read);
            Verdict refusal = Verdict.of(Evidence.of(found == null ? Found.OTHER_END : found, Follower.LINKED, false));
            throw wrong != null ? damage.otherEnd(read, wrong) : damage.closed(read, next, refusal);
        }
        segments.add(SegmentMeta.of(read.header(), read.firstLsn(), read.chain()));
        tail.settle(read.header(), read.chain());
    }

    private void lastSegment(SegmentScan scan, SegmentLook last) {
        LinkBody link = link(linked - 1);
        boolean forcedLink = link.named() || last.number() == marks.lowestSegment();
        long firstLsn = nextLsn;
        SegmentScan.Result read = headersSuffice(last.segment()) ? orderlyEnd(scan, last, firstLsn, forcedLink) : null;
        if (read == null) {
            read = scan.run(last.segment(), firstLsn, SegmentScan.TO_THE_END, (reader, frame) -> {
                sealed = frame.is(SegmentLayout.SEAL);
                tail.frame(reader, frame, firstLsn, forcedLink);
            });
        }
        count(read);
        RuntimeException thrown = read.thrown();
        if (thrown != null) {
            keep(read);
            throw thrown;
        }
        if (firstBroken() != null) {
            keep(read); // how much of it counts stands in the segment that is broken
            return;
        }
        judge(new LogEnd(last, read, sealed, looks.subList(linked, looks.size()), marks));
    }

    private boolean headersSuffice(SegmentHeader header) {
        return check == OpenCheck.FRAME_HEADERS && !header.sealed();
    }

    /** Reads the last segment by its headers; {@code null} unless it ends with the mark of an orderly close. */
    private SegmentScan.@Nullable Result orderlyEnd(
            SegmentScan scan, SegmentLook last, long firstLsn, boolean forcedLink) {
        Tail end = new Tail(LogEnd.vouchedBy(marks));
        SegmentScan.Result read = scan.skimToTheEnd(last.segment(), firstLsn, (reader, frame) -> {
            sealed = frame.is(SegmentLayout.SEAL);
            end.frame(reader, frame, firstLsn, forcedLink);
        });
        if (sealed && read.thrown() == null && end.isSettled()) {
            tail = end;
            return read;
        }
        sealed = false;
        return null;
    }

    private void judge(LogEnd end) {
        verdict = Verdict.of(end.evidence());
        if (verdict.outcome().isRefusal()) {
            keep(end.read());
            throw damage.end(end, verdict);
        }
        tail.end();
        if (verdict == Verdict.TORN_TAIL) {
            tornBytes = end.tornBytes();
            tornDetail = storage.describe(LogNames.segment(end.last().number())) + " from byte "
                    + end.read().chain().end() + ": " + end.read().problem();
        }
        SegmentHeader header = end.last().segment();
        if (tail.cutHeader().number() == header.number()) {
            segments.add(SegmentMeta.of(header, end.read().firstLsn(), tail.cut()));
        }
    }

    private void count(SegmentScan.Result read) {
        frames += read.chain().frames();
        nextLsn = read.chain().nextLsn();
    }

    /** What comes before the damage was verified and stays readable. */
    private void keep(SegmentScan.Result read) {
        if (read.chain().nextLsn() > read.firstLsn()) {
            segments.add(SegmentMeta.of(read.header(), read.firstLsn(), read.chain()));
        }
    }

    /** The first segment that keeps the log from being followed to its end, or {@code null}. */
    private @Nullable SegmentLook firstBroken() {
        boolean continued = isContinued();
        for (SegmentLook look : looks.subList(linked, looks.size())) {
            if (!look.isWhole() || continued || linked == 0) {
                return look;
            }
        }
        return null;
    }

    /** Whether a segment has a LINK behind one that has none. */
    private boolean isContinued() {
        return looks.subList(linked, looks.size()).stream().anyMatch(look -> look.isWhole() && look.isLinked());
    }

    private RuntimeException refusal(SegmentLook broken) {
        if (broken.file().header() == null) {
            return damage.file(broken, nextLsn);
        }
        CorruptLogException contradiction = broken.contradiction();
        if (contradiction != null) {
            return ResealedFile.at(nextLsn, contradiction);
        }
        boolean oldest = broken.number() == marks.lowestSegment();
        Evidence evidence = Evidence.of(Found.NO_FRAME, isContinued() ? Follower.LINKED : Follower.NOTHING, oldest);
        return damage.link(broken, nextLsn, Verdict.of(evidence));
    }

    private LinkBody link(int index) {
        LinkBody link = looks.get(index).link();
        if (link == null) {
            throw new IllegalStateException("segment " + looks.get(index).number() + " has no LINK");
        }
        return link;
    }

    /** The segments that count, oldest first; the last one up to its last proven frame. */
    List<SegmentMeta> segments() {
        return segments;
    }

    /** What counts of the end, and what waits behind it. */
    Tail tail() {
        return tail;
    }

    /** Whether something was written into a segment behind the cut. */
    boolean isUsed(long number) {
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i).number() == number) {
                return i < linked || looks.get(i).searched().isUsed();
            }
        }
        return false;
    }

    long frames() {
        return frames;
    }

    long lastLsn() {
        return nextLsn - 1;
    }

    long maxWriterEpoch() {
        return looks.stream()
                .mapToLong(look -> look.segment().writerEpoch())
                .max()
                .orElse(0);
    }

    boolean cleanShutdown() {
        return verdict == Verdict.CLEAN;
    }

    long tornBytes() {
        return tornBytes;
    }

    @Nullable
    String tornDetail() {
        return tornDetail;
    }
}
