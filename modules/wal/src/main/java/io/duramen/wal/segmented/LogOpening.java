// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Event;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageLock;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.NotSealedException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePathChoice;
import io.duramen.wal.WriterMode;
import io.duramen.wal.segmented.LogDirectory.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens a log: verifies everything first, changes something only when nothing can refuse any more. */
final class LogOpening {
    private static final int MOST_LOOKS = 64;

    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final Instruments instruments;
    private final LogDirectory directory;
    private final LogAnchoring anchoring;
    private final List<String> notes = new ArrayList<>();

    LogOpening(Storage storage, WalOptions options) {
        this(storage, options, System::nanoTime);
    }

    LogOpening(Storage storage, WalOptions options, LongSupplier nanoTime) {
        this.storage = CompressedSegments.in(storage, options.sealing());
        this.options = options;
        this.files = new SegmentFiles(this.storage, options.sealing());
        this.instruments = new Instruments(this.storage, options, nanoTime);
        this.directory = new LogDirectory(this.storage);
        this.anchoring = new LogAnchoring(this.storage, options, files);
    }

    WriteAheadLog run() {
        directory.checkLog();
        StorageLock lock = storage.lock(LogNames.LOCK);
        SegmentedLog log;
        try {
            log = open(lock);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(lock, e);
            throw e;
        }
        return anchoring.opened(log);
    }

    private SegmentedLog open(StorageLock lock) {
        Marks marks = MarksFile.read(storage, notes);
        Listing listing = directory.list();
        LogScan scan = scan(marks);
        scan.run(listing.segmentsFrom(marks.lowestSegment()), this::checkKeys, notes);
        anchoring.read();
        anchoring.check(marks, scan);
        if (!scan.cleanShutdown()) {
            marks = MarksFile.settle(storage, marks); // before segments go that only these marks do not name
        }
        SegmentPool pool = new SegmentPool(storage, options);
        List<String> quarantined = tidy(marks, listing, pool);

        TailRecovery recovery = new TailRecovery(storage, files, scan);
        WritePathChoice choice = new WriteProbe(storage, options, files, instruments::now).choose();
        instruments.writePath(choice);
        SegmentWriter writer = recovery.begin(nextHeader(marks, scan, recovery, WriteProbe.blockSize(choice)));
        MarksFile marksFile = null;
        try {
            marksFile = MarksFile.open(storage, marks);
            long last = writer.header().number();
            if (marks.highestSegment() < last) {
                marksFile.update(m -> m.withHighest(last));
            }
            quarantined.addAll(giveUp(listing.segmentsFrom(last + 1), last, marksFile, scan));
            List<SegmentMeta> closed = scan.segments();
            LogRecovery report = report(scan, marks, quarantined, listing.foreign(), null);
            tell(report);
            return new SegmentedLog(
                    storage, options, lock, files, marksFile, pool, closed, writer, report, instruments, anchoring);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(writer, e);
            SegmentFiles.closeQuietly(marksFile, e);
            throw e;
        }
    }

    /**
     * Gives up the segments behind the one we go on in; the marks forget them first. What an unfinished write left in one is
     * put aside. Returns the names of what was.
     */
    private List<String> giveUp(List<Long> unused, long last, MarksFile marks, LogScan scan) {
        List<String> quarantined = new ArrayList<>();
        if (unused.isEmpty()) {
            return quarantined;
        }
        marks.updateBoth(m -> m.withHighest(last));
        for (long number : unused) {
            String name = LogNames.segment(number);
            if (scan.isUsed(number)) {
                quarantined.add(storage.describe(Quarantine.move(storage, name)));
            } else {
                storage.delete(name);
            }
        }
        storage.syncDirectory(LogNames.DIRECTORY);
        return quarantined;
    }

    /**
     * Opens for reading, also beside a process that goes on writing. Should something have been removed or begun while we looked,
     * what seemed to be damage may be none, and we look again.
     */
    ReadableLog readOnly() {
        directory.checkLog();
        for (int look = 1; ; look++) {
            notes.clear();
            anchoring.read();
            Marks marks = steadyMarks();
            Listing listing = directory.list();
            LogScan scan = scan(marks);
            try {
                scan.run(listing.segmentsFrom(marks.lowestSegment()), this::checkKeysIfGiven, notes);
                anchoring.requireFrames(marks, scan.segments());
                ReadOnlySegmentedLog log = readOnly(scan, marks, listing, null);
                anchoring.requireRepeated(marks.logId(), scan.segments(), log::read);
                return log;
            } catch (CorruptLogException e) {
                if (look >= MOST_LOOKS || isUnchanged(marks, listing)) {
                    return readOnly(scan, marks, listing, e);
                }
            } catch (SealException e) {
                if (look >= MOST_LOOKS || isUnchanged(marks, listing)) {
                    throw e;
                }
            } catch (StorageException e) {
                boolean gone = e.kind() == StorageException.Kind.NOT_FOUND;
                if (!gone || look >= MOST_LOOKS || isUnchanged(marks, listing)) {
                    throw e;
                }
            }
        }
    }

    private ReadOnlySegmentedLog readOnly(
            LogScan scan, Marks marks, Listing listing, @Nullable CorruptLogException damage) {
        List<SegmentMeta> metas = new ArrayList<>(scan.segments());
        SegmentMeta end = scan.tail().unprovenEnd();
        if (damage == null && end != null) {
            metas.removeIf(s -> s.header().number() == end.header().number());
            metas.add(end);
        }
        if (damage != null) {
            metas.removeIf(segment -> segment.lastLsn() >= damage.lsn());
        }
        long last = metas.isEmpty()
                ? marks.lowestLsn() - 1
                : metas.get(metas.size() - 1).lastLsn();
        LogRecovery report = report(scan, marks, List.of(), listing.foreign(), damage);
        return new ReadOnlySegmentedLog(
                storage, files, marks.logId(), metas, marks.lowestLsn(), last, report, options.mappedReads());
    }

    /** A slot that is being written looks damaged; a second look tells. */
    private Marks steadyMarks() {
        for (int look = 1; look < MOST_LOOKS; look++) {
            try {
                Marks marks = MarksFile.read(storage, notes);
                if (notes.isEmpty()) {
                    return marks;
                }
            } catch (CorruptLogException perhapsBeingWritten) {
                notes.clear();
            }
            notes.clear();
        }
        return MarksFile.read(storage, notes);
    }

    /** Whether the segments we looked for are the ones there are now. Those that came since are behind all we looked at. */
    private boolean isUnchanged(Marks before, Listing listing) {
        Marks now = steadyMarks();
        return now.lowestSegment() == before.lowestSegment()
                && now.highestSegment() >= before.highestSegment()
                && directory
                        .list()
                        .segmentsUpTo(before.highestSegment())
                        .equals(listing.segmentsUpTo(before.highestSegment()));
    }

    private LogScan scan(Marks marks) {
        int threads =
                options.writerMode() == WriterMode.THREAD ? Runtime.getRuntime().availableProcessors() : 1;
        return new LogScan(storage, files, marks, threads, options.openCheck(), options.progress());
    }

    /** Without a key, what is sealed can be verified but for its seals. */
    private void checkKeysIfGiven(SegmentHeader header) {
        if (options.sealing() != null) {
            checkKeys(header);
        }
    }

    private void checkKeys(SegmentHeader header) {
        Sealing sealing = options.sealing();
        String log = storage.describe("");
        if (header.sealed() && sealing == null) {
            throw SegmentFiles.locked(log);
        }
        if (!header.sealed() && sealing != null) {
            throw new NotSealedException(log);
        }
        if (sealing != null && !header.keyringId().equals(sealing.keyringId())) {
            throw new KeyRefusedException(
                    "the log in " + log + " is sealed with keyring " + header.keyringId() + ", given was keyring "
                            + sealing.keyringId(),
                    Map.of("log", log, "expected", header.keyringId(), "found", sealing.keyringId()),
                    "open it with the keyring of its own directory");
        }
    }

    /** Puts aside or deletes what crashes left behind: only here, after everything that counts was verified. */
    private List<String> tidy(Marks marks, Listing listing, SegmentPool pool) {
        List<String> quarantined = new ArrayList<>();
        for (String name : listing.unfinished(LogNames.RECOVERING)) {
            quarantined.add(storage.describe(Quarantine.move(storage, name)));
        }
        List<String> leftovers = new ArrayList<>(listing.unfinished(LogNames.ARMING));
        leftovers.addAll(listing.segmentsBefore(marks.lowestSegment()));
        if (listing.has(LogNames.MARKS_NEW)) {
            leftovers.add(LogNames.MARKS_NEW);
        }
        CompressedSegments.in(storage).tidy();
        leftovers.forEach(storage::delete);
        if (pool.adopt(listing.pooled(), marks) || !leftovers.isEmpty()) {
            storage.syncDirectory(LogNames.DIRECTORY);
        }
        return quarantined;
    }

    private SegmentHeader nextHeader(Marks marks, LogScan scan, TailRecovery recovery, int blockSize) {
        long capacity =
                (Math.max(options.firstSegmentBytes(), recovery.neededBytes(blockSize)) + SegmentLayout.BLOCK_BYTES - 1)
                        & -SegmentLayout.BLOCK_BYTES;
        return new SegmentHeader(
                marks.logId(),
                recovery.number(),
                options.random().nextLong(),
                capacity,
                options.sealing() != null,
                files.keyringId(),
                options.clock().millis(),
                scan.maxWriterEpoch() + 1,
                blockSize);
    }

    private LogRecovery report(
            LogScan scan,
            Marks marks,
            List<String> quarantined,
            List<String> foreign,
            @Nullable CorruptLogException damage) {
        return new LogRecovery(
                scan.cleanShutdown() && damage == null,
                scan.segments().size(),
                scan.frames(),
                marks.lowestLsn(),
                scan.lastLsn(),
                scan.tail().unprovenCount(),
                scan.tornBytes(),
                scan.tornDetail(),
                notes,
                quarantined,
                foreign,
                damage,
                instruments.sinceOpened());
    }

    private void tell(LogRecovery report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", storage.describe(""));
        facts.put("cleanShutdown", report.cleanShutdown());
        facts.put("firstLsn", report.firstLsn());
        facts.put("lastLsn", report.lastLsn());
        facts.put("unproven", report.unproven());
        facts.put("tornBytes", report.tornBytes());
        facts.put("quarantined", report.quarantined());
        instruments.recovered(report);
        options.events().accept(new Event(options.clock().instant(), "log.recovered", facts));
    }
}
