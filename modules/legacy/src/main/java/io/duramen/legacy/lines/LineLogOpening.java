// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.base.Event;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WalOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens a log: verifies everything first, changes something only when nothing can refuse any more. */
final class LineLogOpening {
    private final Storage storage;
    private final WalOptions options;
    private final LineDirectory directory;
    private final long begun = System.nanoTime();
    private final List<String> notes = new ArrayList<>();

    LineLogOpening(Storage storage, WalOptions options) {
        this.storage = storage;
        this.options = options;
        this.directory = new LineDirectory(storage);
    }

    LineLog run() {
        directory.checkLog();
        StorageLock lock = storage.lock(LineNames.LOCK);
        try {
            return open(lock);
        } catch (RuntimeException e) {
            closeQuietly(lock, e);
            throw e;
        }
    }

    private LineLog open(StorageLock lock) {
        TransactionStates states = new TransactionStates();
        StorageFile file = storage.open(LineNames.LOG, OpenMode.READ_WRITE);
        try {
            LineScan scan = scan(file, line -> {
                TransactionStates.Step step = TransactionStates.Step.of(line);
                if (step != null) {
                    states.apply(step);
                }
            });
            if (scan.damage() != null) {
                throw scan.damage();
            }
            if (storage.exists(LineNames.NEW)) {
                storage.delete(LineNames.NEW);
            }
            storage.syncDirectory(LineNames.DIRECTORY); // the name may be new, and what is appended stands under it
            OpenedFile opened = ready(file, scan);
            if (opened.file() != file) {
                file.close();
                file = opened.file();
            }
            LogRecovery report = report(scan, opened.lastLsn());
            tell(report);
            return new LineLog(storage, options, lock, opened, states, report);
        } catch (RuntimeException e) {
            closeQuietly(file, e);
            throw e;
        }
    }

    private LineScan scan(StorageFile file, LineScan.Visitor visitor) {
        return new LineScan(file, storage.describe(LineNames.LOG), options.progress()).run(visitor);
    }

    /** The file to go on in, in which everything is durable. */
    private OpenedFile ready(StorageFile file, LineScan scan) {
        if (!scan.isMarked() || scan.hasPlain()) {
            return migrate(file, scan);
        }
        if (scan.unprovenRecords() > 0) {
            return new TailRecovery(storage, options, scan).run(file);
        }
        if (scan.tornBytes() > 0) {
            file.truncate(scan.end());
            file.force(true);
        }
        return new OpenedFile(
                file,
                scan.logId(),
                scan.firstLsn(),
                scan.lastLsn(),
                scan.end(),
                scan.checkpoint(),
                scan.isClosed(),
                scan.index());
    }

    private OpenedFile migrate(StorageFile file, LineScan scan) {
        String kept = Migration.keepOld(storage);
        OpenedFile opened = new Migration(storage, options, scan).run(file);
        notes.add("a predecessor's lines were rewritten with numbers and checksums; the old file is "
                + (kept == null ? "not kept, because the file system has no links" : storage.describe(kept)));
        return opened;
    }

    ReadOnlyLineLog readOnly() {
        directory.checkLog();
        try (StorageFile file = storage.open(LineNames.LOG, OpenMode.READ)) {
            LineScan scan = scan(file, LineScan.Visitor.NONE);
            return new ReadOnlyLineLog(storage, scan, ReadOnlyLineLog.head(file), report(scan, scan.lastLsn()));
        }
    }

    private LogRecovery report(LineScan scan, long lastLsn) {
        return new LogRecovery(
                scan.isClosed(),
                1,
                scan.lines(),
                scan.firstLsn(),
                lastLsn,
                scan.unprovenRecords(),
                scan.tornBytes(),
                scan.tornDetail(),
                notes,
                List.of(),
                directory.others(),
                scan.damage(),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void tell(LogRecovery report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", storage.describe(""));
        facts.put("cleanShutdown", report.cleanShutdown());
        facts.put("firstLsn", report.firstLsn());
        facts.put("lastLsn", report.lastLsn());
        facts.put("unproven", report.unproven());
        facts.put("tornBytes", report.tornBytes());
        options.events().accept(new Event(options.clock().instant(), "log.recovered", facts));
    }

    static void closeQuietly(@Nullable AutoCloseable resource, Throwable because) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }
}
