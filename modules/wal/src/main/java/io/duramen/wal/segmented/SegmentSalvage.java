// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.NotSealedException;
import io.duramen.wal.SalvageReport;
import io.duramen.wal.SalvageReport.Lost;
import io.duramen.wal.SalvageReport.Run;
import io.duramen.wal.SalvageReport.Unreadable;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the intact frames of a segmented log, segment by segment; see {@link io.duramen.wal.LogSalvage}. */
public final class SegmentSalvage implements AutoCloseable {
    private final Storage storage;
    private final WalOptions options;
    private final StorageLock lock;
    private final List<String> notes;
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private @Nullable Marks marks;
    private @Nullable UUID logId;
    private SalvageReport report;

    /**
     * A segment that can be read.
     *
     * @param probe reads it
     * @param link what it says of the one before, if that is intact
     * @param frames its intact frames
     */
    private record Found(FrameProbe probe, @Nullable LinkBody link, List<FrameHeader> frames) {}

    private SegmentSalvage(Storage storage, WalOptions options, List<String> notes, StorageLock lock) {
        this.storage = storage;
        this.options = options;
        this.notes = notes;
        this.lock = lock;
        this.report = new SalvageReport(storage.describe(""), null, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Takes the lock and looks at every segment.
     *
     * @param storage the log's directory
     * @param options give the sealing and hear of progress
     * @return the salvage, to be closed
     */
    public static SegmentSalvage of(Storage storage, WalOptions options) {
        List<String> notes = new ArrayList<>();
        Storage segments = CompressedSegments.salvagedFrom(storage, options.sealing(), notes::add);
        LogDirectory directory = new LogDirectory(segments);
        List<Long> numbers = storage.exists(LogNames.DIRECTORY) ? directory.segments() : List.of();
        if (numbers.isEmpty()) {
            directory.checkLog(); // says what is there instead
        }
        SegmentSalvage salvage = new SegmentSalvage(segments, options, notes, storage.lock(LogNames.LOCK));
        try {
            salvage.run(numbers);
            return salvage;
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(salvage, e);
            throw e;
        }
    }

    private void run(List<Long> numbers) {
        marks = marks();
        logId = marks == null ? null : marks.logId();
        long lowest = marks == null ? 1 : marks.lowestSegment();
        List<Long> present = numbers.stream().filter(n -> n >= lowest).toList();
        missing(lowest, present);
        List<SegmentHeader> headers = new ArrayList<>();
        for (long number : present) {
            SegmentHeader header = header(number);
            if (header != null) {
                logId = header.logId();
            }
            headers.add(header);
        }
        LinkBody next = null;
        for (int i = present.size() - 1; i >= 0; i--) {
            options.progress().update("looking for intact frames", present.size() - 1 - i, present.size());
            next = scan(present.get(i), headers.get(i), next);
        }
        options.progress().update("looking for intact frames", present.size(), present.size());
        report = report(kept());
    }

    private @Nullable Marks marks() {
        try {
            return MarksFile.read(storage, notes);
        } catch (CorruptLogException | StorageException e) {
            notes.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void missing(long lowest, List<Long> present) {
        long highest = present.isEmpty() ? 0 : present.get(present.size() - 1);
        highest = Math.max(highest, marks == null ? 0 : marks.highestSegment());
        long first = marks == null && !present.isEmpty() ? present.get(0) : lowest;
        for (long number = first; number <= highest; number++) {
            if (!present.contains(number)) {
                unreadable.add(new Unreadable(name(number), 0, 0, "the file is missing"));
            }
        }
    }

    /** The header of a segment, from either block, if it belongs to this log. */
    private @Nullable SegmentHeader header(long number) {
        byte[] bytes = new byte[SegmentLayout.HEADER_BYTES];
        long size;
        try (PatientFile file = open(number)) {
            file.read(bytes, bytes.length, 0);
            size = file.size();
        }
        SegmentHeader.Block a = SegmentHeader.decode(bytes, 0);
        SegmentHeader.Block b = SegmentHeader.decode(bytes, SegmentLayout.BLOCK_BYTES);
        SegmentHeader header = a.header() != null ? a.header() : b.header();
        if (header == null) {
            int major = Math.max(a.major(), b.major());
            if (major > SegmentLayout.FORMAT_MAJOR) {
                throw new LogVersionException(name(number), major, SegmentLayout.FORMAT_MAJOR);
            }
            return null;
        }
        if (header.number() != number || (logId != null && !header.logId().equals(logId))) {
            notes.add(name(number) + " is segment " + header.number() + " of log " + header.logId()
                    + "; nothing is copied from it");
            return null;
        }
        if (header.capacity() != size) {
            notes.add(name(number) + ": expected " + header.capacity() + " bytes, found " + size);
        }
        return header;
    }

    /** Looks at a segment, and returns what it says of the one before. */
    private @Nullable LinkBody scan(long number, @Nullable SegmentHeader own, @Nullable LinkBody next) {
        SegmentHeader header = own == null ? fromLink(number, next) : own;
        if (header == null) {
            try (PatientFile file = open(number)) {
                unreadable.add(new Unreadable(name(number), 0, file.size(), "no header of a segment of this log"));
            }
            return null;
        }
        FrameProbe probe = probe(header);
        found.add(0, new Found(probe, null, List.of()));
        FrameHeader first = probe.at(SegmentLayout.HEADER_BYTES);
        LinkBody link = first == null ? null : LinkBody.decode(probe.body(), probe.bodyAt());
        boolean follows = next != null && next.previousNumber() == number && next.previousSalt() == header.salt();
        SalvagedSegment segment = new SalvagedSegment(probe, name(number), follows ? next : null);
        segment.scan();
        unreadable.addAll(segment.unreadable());
        if (probe.file().refused() > 0) {
            notes.add(name(number) + ": the device refused to read some of it, or it is compressed and damaged");
        }
        found.set(0, new Found(probe, link, segment.frames()));
        return link;
    }

    /** A header that is gone is known well enough from the next segment's LINK, unless the key stood in it. */
    private @Nullable SegmentHeader fromLink(long number, @Nullable LinkBody next) {
        if (next == null || next.previousNumber() != number || options.sealing() != null || logId == null) {
            return null;
        }
        notes.add(name(number) + ": no intact header; the next segment says how to read it");
        try (PatientFile file = open(number)) {
            return new SegmentHeader(
                    logId, number, next.previousSalt(), file.size(), false, SegmentHeader.NO_KEYRING, 0, 0);
        }
    }

    private FrameProbe probe(SegmentHeader header) {
        Sealing sealing = options.sealing();
        if (header.sealed() && sealing == null) {
            throw SegmentFiles.locked(storage.describe(""));
        }
        if (!header.sealed() && sealing != null) {
            throw new NotSealedException(storage.describe(""));
        }
        PatientFile file = open(header.number());
        try {
            return new FrameProbe(header, file, sealing == null ? null : cipher(sealing, header, file));
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(file, e);
            throw e;
        }
    }

    private static SegmentCipher cipher(Sealing sealing, SegmentHeader header, PatientFile file) {
        byte[] slot = new byte[Sealing.SLOT_BYTES];
        file.read(slot, slot.length, SegmentLayout.SLOT_OFFSET);
        try {
            return sealing.openSegment(header.identity(), ByteBuffer.wrap(slot));
        } catch (SealException first) {
            file.read(slot, slot.length, SegmentLayout.BLOCK_BYTES + SegmentLayout.SLOT_OFFSET);
            return sealing.openSegment(header.identity(), ByteBuffer.wrap(slot));
        }
    }

    /** The first record that a later segment holds again: what a recovery repeats counts where it is repeated. */
    private List<Long> kept() {
        List<Long> limits = new ArrayList<>();
        long limit = Long.MAX_VALUE;
        for (int i = found.size() - 1; i >= 0; i--) {
            limits.add(0, limit);
            if (!found.get(i).frames().isEmpty()) {
                limit = Math.min(limit, found.get(i).frames().get(0).firstLsn());
            }
        }
        return limits;
    }

    private SalvageReport report(List<Long> limits) {
        List<Run> runs = new ArrayList<>();
        long durable = marks == null ? 0 : Math.max(marks.durableLsn(), marks.checkpointLsn() - 1);
        long copied = 0;
        for (int i = 0; i < found.size(); i++) {
            for (FrameHeader frame : found.get(i).frames()) {
                durable = Math.max(durable, frame.durableLsn());
                long last = Math.min(frame.lastLsn(), limits.get(i) - 1);
                if (last >= frame.firstLsn()) {
                    add(runs, new Run(frame.firstLsn(), last, copied + 1));
                    copied += last - frame.firstLsn() + 1;
                }
            }
            LinkBody link = found.get(i).link();
            durable = Math.max(durable, link == null ? 0 : link.previousLastLsn());
        }
        unreadable.sort(Comparator.comparing(Unreadable::file).thenComparing(Unreadable::from));
        return new SalvageReport(storage.describe(""), logId, runs, lost(runs, durable), unreadable, notes);
    }

    private static void add(List<Run> runs, Run run) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.lastLsn() + 1 == run.firstLsn()) {
            runs.set(runs.size() - 1, new Run(last.firstLsn(), run.lastLsn(), last.copyLsn()));
        } else {
            runs.add(run);
        }
    }

    private List<Lost> lost(List<Run> runs, long durable) {
        List<Lost> lost = new ArrayList<>();
        long expected = marks == null ? 1 : marks.lowestLsn();
        for (Run run : runs) {
            if (run.firstLsn() > expected) {
                lost.add(new Lost(expected, run.firstLsn() - 1));
            }
            expected = run.lastLsn() + 1;
        }
        if (durable >= expected) {
            lost.add(new Lost(expected, durable));
        }
        return lost;
    }

    /**
     * Tells what is intact and what is not.
     *
     * @return the report
     */
    public SalvageReport report() {
        return report;
    }

    /**
     * Reads every intact record once more, in order.
     *
     * @param consumer receives them
     * @throws CorruptLogException if one is not intact any more
     */
    public void forEach(Consumer<LogRecord> consumer) {
        List<Long> limits = kept();
        long done = 0;
        long all = report.records();
        RecordView view = new RecordView();
        for (int i = 0; i < found.size(); i++) {
            FrameProbe probe = found.get(i).probe();
            for (FrameHeader frame : found.get(i).frames()) {
                options.progress().update("copying records", done, all);
                long last = Math.min(frame.lastLsn(), limits.get(i) - 1);
                if (last < frame.firstLsn()) {
                    continue;
                }
                if (!frame.equals(probe.at(frame.selfOffset()))) {
                    throw new CorruptLogException(
                            name(probe.header().number()),
                            frame.selfOffset(),
                            frame.firstLsn(),
                            "the frame that stood there a moment ago",
                            probe.problem(),
                            null);
                }
                int at = probe.bodyAt();
                for (long lsn = frame.firstLsn(); lsn <= last; lsn++) {
                    at = view.moveTo(probe.body(), at);
                    consumer.accept(view.record(lsn));
                    done++;
                }
            }
        }
        options.progress().update("copying records", done, all);
    }

    private PatientFile open(long number) {
        StorageFile file = storage.open(LogNames.segment(number), OpenMode.READ);
        try {
            return new PatientFile(file);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(file, e);
            throw e;
        }
    }

    private String name(long number) {
        return storage.describe(LogNames.segment(number));
    }

    /** Closes the files and gives the lock back. Closing twice does nothing. */
    @Override
    public void close() {
        try (lock) {
            found.forEach(segment -> segment.probe().close());
        }
    }
}
