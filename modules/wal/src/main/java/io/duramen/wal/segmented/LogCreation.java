// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageLock;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePathChoice;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Makes a new log. The marks file comes last: without it there is no log, and a creation that was interrupted can be begun
 * again.
 */
final class LogCreation {
    private static final long FIRST = 1;

    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final Instruments instruments;
    private final LogAnchoring anchoring;

    LogCreation(Storage storage, WalOptions options) {
        this(storage, options, System::nanoTime);
    }

    LogCreation(Storage storage, WalOptions options, LongSupplier nanoTime) {
        this.storage = CompressedSegments.in(storage, options.sealing());
        this.options = options;
        this.files = new SegmentFiles(this.storage, options.sealing());
        this.instruments = new Instruments(this.storage, options, nanoTime);
        this.anchoring = new LogAnchoring(this.storage, options, files);
    }

    WriteAheadLog run() {
        LogDirectory directory = new LogDirectory(storage);
        directory.checkFree();
        if (!storage.exists("")) {
            storage.createDirectory("");
        }
        StorageLock lock = storage.lock(LogNames.LOCK);
        SegmentedLog log;
        try {
            directory.checkFree(); // again: somebody may have been first
            if (!storage.exists(LogNames.DIRECTORY)) {
                storage.createDirectory(LogNames.DIRECTORY);
            }
            storage.syncDirectory("");
            log = create(lock);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(lock, e);
            throw e;
        }
        return anchoring.opened(log);
    }

    private SegmentedLog create(StorageLock lock) {
        WritePathChoice choice = new WriteProbe(storage, options, files, instruments::now).choose();
        instruments.writePath(choice);
        UUID logId = new UUID(options.random().nextLong(), options.random().nextLong());
        anchoring.create(logId);
        SegmentHeader header = new SegmentHeader(
                logId,
                FIRST,
                options.random().nextLong(),
                options.firstSegmentBytes(),
                options.sealing() != null,
                files.keyringId(),
                options.clock().millis(),
                1,
                WriteProbe.blockSize(choice));
        SegmentWriter writer = files.prepare(LogNames.arming(FIRST), header).writer(true, 1);
        MarksFile marks = null;
        try {
            LinkBody link = new LinkBody(
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    new byte[LinkBody.TAG_BYTES],
                    new byte[LinkBody.DIGEST_BYTES],
                    files.keyringGeneration(),
                    true);
            writer.control(link.encode(), SegmentLayout.LINK, 0);
            writer.force();
            files.name(LogNames.arming(FIRST), FIRST);
            marks = MarksFile.create(storage, new Marks(1, logId, FIRST, 1, 1, FIRST, 0));
            storage.syncDirectory(LogNames.DIRECTORY);
            LogRecovery nothing =
                    new LogRecovery(true, 1, 1, 1, 0, 0, 0, null, List.of(), List.of(), List.of(), null, Duration.ZERO);
            return new SegmentedLog(
                    storage,
                    options,
                    lock,
                    files,
                    marks,
                    new SegmentPool(storage, options),
                    List.of(),
                    writer,
                    nothing,
                    instruments,
                    anchoring);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(writer, e);
            SegmentFiles.closeQuietly(marks, e);
            throw e;
        }
    }
}
