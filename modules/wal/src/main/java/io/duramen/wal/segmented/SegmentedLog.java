// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageLock;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The segmented log: callers claim numbers in the {@link Intake}, the {@link WriterSteps} turn what was claimed into frames.
 * A thread of the log's own loops over the steps, or else whoever waits does.
 */
final class SegmentedLog implements WriteAheadLog {
    private final Storage storage;
    private final WalOptions options;
    private final StorageLock lock;
    private final SegmentFiles files;
    private final Intake intake;
    private final WriterSteps steps;
    private final Completions completions;
    private final LogRecovery recovery;
    private final UUID logId;
    private final @Nullable WriterThread thread;

    SegmentedLog(
            Storage storage,
            WalOptions options,
            StorageLock lock,
            SegmentFiles files,
            MarksFile marks,
            List<SegmentMeta> closed,
            SegmentWriter writer,
            long segmentFirstLsn,
            LogRecovery recovery) {
        this.storage = storage;
        this.options = options;
        this.lock = lock;
        this.files = files;
        this.recovery = recovery;
        this.logId = marks.current().logId();
        String directory = storage.describe("");
        this.intake = new Intake(this, options, directory, writer.chain().nextLsn());
        this.steps = new WriterSteps(storage, options, files, marks, intake, closed, writer, segmentFirstLsn);
        boolean threaded = options.writerMode() == WriterMode.THREAD;
        Executor executor = options.completionExecutor();
        this.completions = new Completions(
                executor == null && !threaded ? Runnable::run : executor, "duramen-notifier " + directory);
        this.thread = threaded ? new WriterThread(steps, intake, "duramen-writer " + directory) : null;
        if (thread != null) {
            thread.start();
        }
    }

    @Override
    public PendingAppend submit(LogEntry entry) {
        int bytes = entry.payload().remaining();
        if (bytes > options.maxRecordBytes()) {
            throw new RecordTooLargeException(bytes, options.maxRecordBytes());
        }
        return intake.claim(RecordCodec.encode(entry, options.clock().instant()));
    }

    /** Waits until an append is done; without a writer thread, the waiting thread does the work. */
    void waitFor(Append append) {
        if (thread != null) {
            append.park();
            return;
        }
        while (!append.done()) {
            steps.step();
        }
    }

    /** A stage is only waited for by polling if nobody writes: without a writer thread, asking for it does the work. */
    void wanted() {
        if (thread == null) {
            steps.step();
        }
    }

    /** Makes room in the intake when there is no thread to do so. Returns whether the caller should try again. */
    boolean makeRoom() {
        return thread == null && steps.step();
    }

    /** What the writer thread does after a pause; for tests, which have no thread. */
    void idle() {
        steps.idleStep();
    }

    Executor completions() {
        return completions;
    }

    @Override
    public long sync() {
        run(steps::forceNow);
        return steps.durableLsn();
    }

    @Override
    public int checkpoint(long lsn) {
        int[] removed = new int[1];
        run(() -> removed[0] = steps.checkpoint(lsn));
        return removed[0];
    }

    /** Runs a task between two groups, on the thread that owns the files, and waits for it. */
    private void run(Runnable task) {
        Task queued = intake.enqueue(task);
        if (thread == null) {
            while (!queued.isDone()) {
                steps.step();
            }
        }
        queued.await();
    }

    @Override
    public LogReader read(long fromLsn) {
        RuntimeException failed = intake.refusal();
        if (failed instanceof LogClosedException) {
            throw failed;
        }
        long bound = steps.durableLsn();
        long first = steps.firstLsn();
        if (fromLsn < first || fromLsn > bound + 1) {
            throw new RecordsRemovedException(storage.describe(""), fromLsn, first, bound);
        }
        return new SegmentedLogReader(files, steps.segments(), fromLsn, bound);
    }

    @Override
    public UUID logId() {
        return logId;
    }

    @Override
    public long firstLsn() {
        return steps.firstLsn();
    }

    @Override
    public long durableLsn() {
        return steps.durableLsn();
    }

    @Override
    public LogRecovery recovery() {
        return recovery;
    }

    @Override
    public List<SegmentInfo> segments() {
        return steps.segments().stream().map(s -> s.info(storage)).toList();
    }

    @Override
    public WalStatistics statistics() {
        return steps.statistics();
    }

    @Override
    public void close() {
        if (!intake.close()) {
            return;
        }
        try {
            if (thread == null) {
                steps.drain();
            } else {
                thread.awaitEnd();
            }
        } finally {
            try {
                completions.close();
            } finally {
                lock.close();
            }
        }
        RuntimeException failed = steps.drainFailure();
        if (failed != null) {
            throw failed;
        }
    }
}
