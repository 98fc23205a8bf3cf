// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Event;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageLock;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.NotSealedException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens a log: verifies everything first, changes something only when nothing can refuse any more. */
final class LogOpening {
    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final Instruments instruments;
    private final LogDirectory directory;
    private final List<String> notes = new ArrayList<>();

    LogOpening(Storage storage, WalOptions options) {
        this(storage, options, System::nanoTime);
    }

    LogOpening(Storage storage, WalOptions options, LongSupplier nanoTime) {
        this.storage = storage;
        this.options = options;
        this.files = new SegmentFiles(storage, options.sealing());
        this.instruments = new Instruments(storage, options, nanoTime);
        this.directory = new LogDirectory(storage);
    }

    WriteAheadLog run() {
        directory.checkLog();
        StorageLock lock = storage.lock(LogNames.LOCK);
        try {
            return open(lock);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(lock, e);
            throw e;
        }
    }

    private WriteAheadLog open(StorageLock lock) {
        Marks marks = MarksFile.read(storage, notes);
        LogScan scan = scan(marks, false);
        List<String> foreign = directory.foreign();
        scan.run(present(marks));
        if (!scan.cleanShutdown()) {
            marks = MarksFile.settle(storage, marks); // before segments go that only these marks do not name
        }
        List<String> quarantined = tidy(marks);

        TailRecovery recovery = new TailRecovery(storage, files, scan);
        SegmentWriter writer = recovery.begin(nextHeader(marks, scan, recovery));
        MarksFile marksFile = null;
        try {
            marksFile = MarksFile.open(storage, marks);
            if (marks.highestSegment() < writer.header().number()) {
                marksFile.update(m -> m.withHighest(writer.header().number()));
            }
            removeUnused(writer.header().number(), marksFile);
            List<SegmentMeta> closed = scan.segments();
            LogRecovery report = report(scan, marks, quarantined, foreign, null);
            tell(report);
            return new SegmentedLog(storage, options, lock, files, marksFile, closed, writer, report, instruments);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(writer, e);
            SegmentFiles.closeQuietly(marksFile, e);
            throw e;
        }
    }

    /** Segments behind the one we go on in were armed and never used; the marks forget them first. */
    private void removeUnused(long last, MarksFile marks) {
        List<Long> unused =
                directory.segments().stream().filter(number -> number > last).toList();
        if (unused.isEmpty()) {
            return;
        }
        marks.updateBoth(m -> m.withHighest(last));
        unused.forEach(number -> storage.delete(LogNames.segment(number)));
        storage.syncDirectory(LogNames.DIRECTORY);
    }

    ReadableLog readOnly() {
        directory.checkLog();
        Marks marks = MarksFile.read(storage, notes);
        LogScan scan = scan(marks, true);
        CorruptLogException damage = null;
        try {
            scan.run(present(marks));
        } catch (CorruptLogException e) {
            damage = e;
        }
        List<SegmentMeta> metas = new ArrayList<>(scan.segments());
        SegmentMeta end = scan.unprovenEnd();
        if (damage == null && end != null) {
            metas.removeIf(s -> s.header().number() == end.header().number());
            metas.add(end);
        }
        long last = metas.isEmpty()
                ? marks.lowestLsn() - 1
                : metas.get(metas.size() - 1).lastLsn();
        LogRecovery report = report(scan, marks, List.of(), directory.foreign(), damage);
        return new ReadOnlySegmentedLog(storage, files, marks.logId(), metas, marks.lowestLsn(), last, report);
    }

    private LogScan scan(Marks marks, boolean keyless) {
        List<Long> present = present(marks);
        boolean mayDoWithout = keyless && options.sealing() == null;
        if (!present.isEmpty() && !mayDoWithout) {
            checkKeys(files.header(present.get(0), marks.logId(), marks.lowestLsn(), new ArrayList<>()));
        }
        return new LogScan(storage, files, marks, notes, options.progress());
    }

    private void checkKeys(SegmentHeader header) {
        Sealing sealing = options.sealing();
        String log = storage.describe("");
        if (header.sealed() && sealing == null) {
            throw files.locked(log);
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

    /** The segments that must be there. Older ones were given up by a checkpoint that could not delete them any more. */
    private List<Long> present(Marks marks) {
        return directory.segments().stream()
                .filter(number -> number >= marks.lowestSegment())
                .toList();
    }

    /** Puts aside or deletes what crashes left behind: only here, after everything that counts was verified. */
    private List<String> tidy(Marks marks) {
        List<String> quarantined = new ArrayList<>();
        for (String name : directory.unfinished(LogNames.RECOVERING)) {
            quarantined.add(storage.describe(Quarantine.move(storage, name)));
        }
        boolean deleted = false;
        List<String> leftovers = new ArrayList<>(directory.unfinished(LogNames.ARMING));
        directory.segments().stream()
                .filter(number -> number < marks.lowestSegment())
                .forEach(number -> leftovers.add(LogNames.segment(number)));
        if (storage.exists(LogNames.MARKS_NEW)) {
            leftovers.add(LogNames.MARKS_NEW);
        }
        for (String name : leftovers) {
            storage.delete(name);
            deleted = true;
        }
        if (deleted) {
            storage.syncDirectory(LogNames.DIRECTORY);
        }
        return quarantined;
    }

    private SegmentHeader nextHeader(Marks marks, LogScan scan, TailRecovery recovery) {
        long capacity = (Math.max(options.firstSegmentBytes(), recovery.neededBytes()) + SegmentLayout.BLOCK_BYTES - 1)
                & -SegmentLayout.BLOCK_BYTES;
        return new SegmentHeader(
                marks.logId(),
                recovery.number(),
                options.random().nextLong(),
                capacity,
                options.sealing() != null,
                files.keyringId(),
                options.clock().millis(),
                scan.maxWriterEpoch() + 1);
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
                scan.unprovenCount(),
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
