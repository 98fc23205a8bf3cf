// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.Changes;
import io.duramen.legacy.DuplicateTransactionException;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LogTransactions;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.UnknownTransactionException;
import io.duramen.legacy.lines.TransactionStates.State;
import io.duramen.legacy.lines.TransactionStates.Step;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageLock;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.NoCheckpointException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.RecordType;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of JSON lines: callers claim numbers in the {@link LineQueue}, the {@link LineSteps} append what was claimed. A
 * thread of the log's own loops over the steps, or else whoever waits does.
 */
final class LineLog implements JsonLinesLog, Carrying {
    /** A checkpoint rewrites a file of this size or more if half of its records can go. */
    private static final long REWRITE_BYTES = 1 << 20;

    /** What a record of a batch counts beside its payload and attributes, as in every backend. */
    private static final int RECORD_OVERHEAD = 36;

    private static final Duration LONGEST_WAIT = Duration.ofDays(10_000);

    private final Storage storage;
    private final WalOptions options;
    private final StorageLock lock;
    private final UUID logId;
    private final LogRecovery recovery;
    private final TransactionStates states;
    private final LiveFile live;
    private final LineQueue queue;
    private final LineSteps steps;
    private final Completions completions;
    private final Pace pace;
    private final ReentrantLock compacting = new ReentrantLock();
    private final @Nullable WriterThread thread;

    LineLog(
            Storage storage,
            WalOptions options,
            StorageLock lock,
            OpenedFile opened,
            TransactionStates states,
            LogRecovery recovery) {
        this.storage = storage;
        this.options = options;
        this.lock = lock;
        this.logId = opened.logId();
        this.recovery = recovery;
        this.states = states;
        this.live = new LiveFile(storage, opened.index(), opened.firstLsn(), opened.lastLsn(), opened.end());
        String directory = storage.describe("");
        this.queue = new LineQueue(this, options, directory, opened.lastLsn() + 1);
        this.steps = new LineSteps(storage, options, queue, live, states, opened);
        this.pace = new Pace(options.maxBytesPerSecond());
        boolean threaded = options.writerMode() == WriterMode.THREAD;
        Executor executor = options.completionExecutor();
        this.completions = new Completions(
                executor == null && !threaded ? Runnable::run : executor, "duramen-notifier " + directory);
        this.thread = threaded ? new WriterThread(steps, queue, "duramen-writer " + directory) : null;
        if (thread != null) {
            thread.start();
        }
    }

    // ---- transactions

    @Override
    public long prepare(String transactionId, Changes changes) {
        return prepare(transactionId, changes, options.clock().instant());
    }

    @Override
    public long prepare(String transactionId, Changes changes, Instant time) {
        LogEntry entry = entry(transactionId, RecordType.PREPARE, changes.payload(), time);
        beginAlone(transactionId);
        try {
            if (states.get(transactionId) != null) {
                throw new DuplicateTransactionException(storage.describe(""), transactionId);
            }
            return append(entry);
        } finally {
            states.end(transactionId);
        }
    }

    @Override
    public boolean markCommitted(String transactionId) {
        LogEntry entry = entry(
                transactionId,
                RecordType.COMMIT,
                ByteBuffer.allocate(0),
                options.clock().instant());
        beginAlone(transactionId);
        try {
            State state = states.get(transactionId);
            if (state == State.COMMITTED) {
                return false;
            }
            if (state != State.PREPARED) {
                throw new UnknownTransactionException(storage.describe(""), transactionId);
            }
            append(entry);
            return true;
        } finally {
            states.end(transactionId);
        }
    }

    private static LogEntry entry(String transactionId, RecordType type, ByteBuffer payload, Instant time) {
        TransactionName name = TransactionName.of(transactionId);
        LogEntry.Builder entry = LogEntry.builder(payload)
                .type(type)
                .transactionId(name.transactionId())
                .time(time);
        byte[] key = name.key();
        if (key != null) {
            entry.key(key);
        }
        return entry.build();
    }

    /** Waits while another thread writes a line for the same transaction. */
    private void beginAlone(String transactionId) {
        CompletableFuture<Boolean> other;
        while ((other = states.begin(transactionId)) != null) {
            other.join();
        }
    }

    @Override
    public List<LoggedTransaction> uncommitted() {
        checkReadable();
        Set<String> prepared = states.prepared();
        return live.scan(part -> new TransactionReader()
                .read(part.file(), part.end(), prepared::contains)
                .report(0, 0)
                .uncommitted());
    }

    @Override
    public LogTransactions transactions() {
        checkReadable();
        return live.scan(part -> new TransactionReader()
                .read(part.file(), part.end(), id -> true)
                .report(0, 0));
    }

    @Override
    public long compactWal() {
        return compact(Compaction.auto()).records();
    }

    /**
     * {@inheritDoc}
     *
     * <p>There is one file only, which is rewritten: what is below the checkpoint goes record by record. A file that was
     * rewritten counts as one segment removed.
     */
    @Override
    public CompactionResult compact(Compaction how) {
        compacting.lock();
        try {
            run(steps::forceNow);
            if (steps.checkpoint() == 0) {
                throw new NoCheckpointException(storage.describe(""), live.durableLsn() - live.firstLsn() + 1);
            }
            List<SegmentInfo> before = segments();
            return live.scan(part -> compact(how, part, before));
        } finally {
            compacting.unlock();
        }
    }

    private CompactionResult compact(Compaction how, LiveFile.Part part, List<SegmentInfo> before) {
        long checkpoint = Math.min(steps.checkpoint(), part.lastLsn() + 1);
        long first = Math.max(part.firstLsn(), checkpoint - how.kept());
        LineCompaction compaction = new LineCompaction(storage, options, logId, part, first);
        long removed = first > part.firstLsn() ? compaction.plan() : 0;
        if (removed > 0 && !how.isDryRun()) {
            rewrite(compaction, part.end(), first);
        }
        return new CompactionResult(
                how.isDryRun(),
                checkpoint,
                removed > 0 ? before : List.of(),
                removed,
                removed > 0 ? compaction.removedBytes() : 0,
                removed > 0 ? first : part.firstLsn());
    }

    private void rewrite(LineCompaction compaction, long copiedEnd, long firstLsn) {
        try (Rewrite rewrite = new Rewrite(storage)) {
            compaction.copy(rewrite);
            run(() -> steps.replace(rewrite, copiedEnd, firstLsn));
            states.forget(compaction.dropped());
        }
    }

    // ---- the log

    @Override
    public PendingAppend submit(LogEntry entry) {
        return Objects.requireNonNull(claim(List.of(entry), Pace.NO_DEADLINE));
    }

    @Override
    public PendingAppend submitAll(List<LogEntry> given) {
        List<LogEntry> entries = List.copyOf(given);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a group of records to be appended has at least one");
        }
        long together = 0;
        for (LogEntry entry : entries) {
            together += RECORD_OVERHEAD + entry.payload().remaining() + attributeBytes(entry);
        }
        if (entries.size() > 1 && together > options.maxRecordBytes()) {
            throw new RecordTooLargeException(together, options.maxRecordBytes());
        }
        return Objects.requireNonNull(claim(entries, Pace.NO_DEADLINE));
    }

    @Override
    public OptionalLong tryAppend(LogEntry entry, Duration timeout) {
        long nanos = timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toNanos() : Math.max(0, timeout.toNanos());
        PendingLines pending = claim(List.of(entry), System.nanoTime() + nanos);
        return pending == null ? OptionalLong.empty() : OptionalLong.of(pending.await());
    }

    private @Nullable PendingLines claim(List<LogEntry> entries, long deadline) {
        List<String> texts = new ArrayList<>(entries.size());
        List<Step> transactionSteps = new ArrayList<>();
        long payloadBytes = 0;
        for (LogEntry entry : entries) {
            int bytes = entry.payload().remaining();
            if (bytes > options.maxRecordBytes()) {
                throw new RecordTooLargeException(bytes, options.maxRecordBytes());
            }
            payloadBytes += bytes;
            texts.add(LineCodec.encode(entry, options.clock().instant()));
            Step step = step(entry, bytes);
            if (step != null) {
                transactionSteps.add(step);
            }
        }
        NewLines lines = new NewLines(texts, payloadBytes, transactionSteps);
        return pace.await(lines.length(), deadline) ? queue.claim(lines, deadline) : null;
    }

    private static long attributeBytes(LogEntry entry) {
        byte[] key = entry.key();
        return utf8Bytes(entry.actor()) + utf8Bytes(entry.operation()) + (key == null ? 0 : key.length);
    }

    private static long utf8Bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static @Nullable Step step(LogEntry entry, int payloadBytes) {
        boolean prepares = entry.type().equals(RecordType.PREPARE);
        boolean commits = entry.type().equals(RecordType.COMMIT);
        if (!prepares && !commits) {
            return null;
        }
        String name = TransactionName.textOf(entry.transactionId(), entry.key());
        String id = name == null ? Long.toString(entry.transactionId()) : name;
        if (commits && payloadBytes == 0) {
            return new Step(id, true, false);
        }
        return Changes.of(entry.payload()) == null ? null : new Step(id, commits, true);
    }

    /** Waits until lines are durable; without a writer thread, the waiting thread does the work. */
    void waitFor(PendingLines lines) {
        if (thread != null) {
            lines.park();
            return;
        }
        while (!lines.isDone()) {
            steps.step();
        }
    }

    /** A stage is only waited for by polling if nobody writes: without a writer thread, asking for it does the work. */
    void wanted() {
        if (thread == null) {
            steps.step();
        }
    }

    /** Makes room in the queue when there is no thread to do so. Returns whether the caller should try again. */
    boolean makeRoom() {
        return thread == null && steps.step();
    }

    Executor completions() {
        return completions;
    }

    /** Runs a task between two groups, on the thread that owns the file, and waits for it. */
    private void run(Runnable body) {
        Task task = queue.enqueue(body);
        if (thread == null) {
            while (!task.isDone()) {
                steps.step();
            }
        }
        task.await();
    }

    @Override
    public long sync() {
        run(steps::forceNow);
        return live.durableLsn();
    }

    /**
     * {@inheritDoc}
     *
     * <p>There is one file only. It is rewritten when it is large and half of its records can go, which counts as one segment
     * removed.
     */
    @Override
    public int checkpoint(long lsn) {
        run(() -> steps.checkpoint(lsn));
        long first = live.firstLsn();
        long superfluous = steps.checkpoint() - first;
        boolean worthIt = live.durableEnd() >= REWRITE_BYTES && superfluous * 2 >= live.durableLsn() - first;
        return worthIt && compactWal() > 0 ? 1 : 0;
    }

    @Override
    public long checkpointLsn() {
        return Math.max(1, steps.checkpoint());
    }

    @Override
    public LogReader read(long fromLsn) {
        checkReadable();
        return live.read(fromLsn);
    }

    /** A failed log can still be read, a closed one cannot. */
    private void checkReadable() {
        if (queue.refusal() instanceof LogClosedException closed) {
            throw closed;
        }
    }

    @Override
    public List<LogRecord> carried() {
        checkReadable();
        return live.scan(part -> CarriedReader.read(part.file()));
    }

    @Override
    public UUID logId() {
        return logId;
    }

    @Override
    public long firstLsn() {
        return live.firstLsn();
    }

    @Override
    public long durableLsn() {
        return live.durableLsn();
    }

    @Override
    public LogRecovery recovery() {
        return recovery;
    }

    @Override
    public List<SegmentInfo> segments() {
        long end = live.durableEnd();
        return List.of(new SegmentInfo(
                1,
                storage.describe(LineNames.LOG),
                end,
                end,
                live.firstLsn(),
                live.durableLsn(),
                statistics().frames(),
                false));
    }

    @Override
    public WalStatistics statistics() {
        return steps.statistics();
    }

    @Override
    public void close() {
        if (!queue.close()) {
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
