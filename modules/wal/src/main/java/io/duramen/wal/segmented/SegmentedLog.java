// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyHolder;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageLock;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.Durability;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.LogTail;
import io.duramen.wal.NoCheckpointException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.RecordType;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalCompression;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The segmented log: callers claim room and numbers in the {@link Intake} and encode their records there; {@link GroupCommit}
 * brings them to the device.
 */
final class SegmentedLog implements WriteAheadLog {
    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Storage storage;
    private final WalOptions options;
    private final StorageLock lock;
    private final SegmentFiles files;
    private final Instruments instruments;
    private final LogAnchoring anchoring;
    private final Intake intake;
    private final WriterSteps steps;
    private final Preparer preparer;
    private final GroupCommit commits;
    private final Completions completions;
    private final @Nullable Compressor compressor;
    private final LogRecovery recovery;
    private final UUID logId;
    private final int largestBody;
    private final @Nullable RateLimit rate;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Reading reading;
    private volatile boolean drained;

    SegmentedLog(
            Storage storage,
            WalOptions options,
            StorageLock lock,
            SegmentFiles files,
            MarksFile marks,
            SegmentPool pool,
            List<SegmentMeta> closedSegments,
            SegmentWriter writer,
            LogRecovery recovery,
            Instruments instruments,
            LogAnchoring anchoring) {
        this.storage = storage;
        this.options = options;
        this.lock = lock;
        this.files = files;
        this.recovery = recovery;
        this.instruments = instruments;
        this.anchoring = anchoring;
        this.logId = marks.current().logId();
        this.largestBody = options.maxRecordBytes() + (48 << 10);
        this.rate = options.maxBytesPerSecond() == 0
                ? null
                : new RateLimit(
                        options.maxBytesPerSecond(),
                        System::nanoTime,
                        LockSupport::parkNanos,
                        instruments::claimWaited);
        String directory = storage.describe("");
        boolean threads = options.writerMode() == WriterMode.THREAD;
        boolean atOnce = options.durability() == Durability.NONE;
        boolean synchronous = !atOnce && useSynchronous(writer);
        this.intake = new Intake(options, directory, writer.chain().nextLsn());
        this.preparer = new Preparer(
                storage, files, marks, pool, synchronous, threads ? "duramen-preparer " + directory : null);
        this.steps =
                new WriterSteps(storage, options, files, marks, intake, preparer, closedSegments, writer, instruments);
        Executor executor = options.completionExecutor();
        this.completions = new Completions(
                executor == null && !threads ? Runnable::run : executor, "duramen-notifier " + directory);
        instruments.reportOn(completions);
        this.commits = new GroupCommit(
                intake,
                steps,
                completions,
                !threads
                        || (synchronous && !writer.header().isDirect()), // an interrupt closes what is written directly
                atOnce,
                threads ? "duramen-writer " + directory : null);
        this.reading = new Reading(storage, files, new Extent(), options.mappedReads());
        this.compressor =
                options.compressRotated() ? compressor(threads ? "duramen-compressor " + directory : null) : null;
        preparer.start();
        commits.start();
        if (compressor != null) {
            compressor.start();
        }
    }

    /** How far the log reaches now. */
    private final class Extent implements LogExtent {

        @Override
        public List<SegmentMeta> segments() {
            return steps.segments();
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
        public @Nullable RuntimeException ended() {
            RuntimeException refusal = intake.refusal();
            return refusal instanceof LogClosedException && !drained ? null : refusal;
        }
    }

    private Compressor compressor(@Nullable String threadName) {
        Compressor made = new Compressor(
                CompressedSegments.in(storage),
                files,
                () -> intake.refusal() == null ? steps.settledSegments() : List.of(),
                instruments,
                threadName);
        steps.whenSettled(made::wake);
        return made;
    }

    /** Compresses what is full where no thread does so: here, where nobody waits for a record. */
    private void compressHere() {
        if (compressor != null) {
            compressor.run();
        }
    }

    private boolean useSynchronous(SegmentWriter writer) {
        var file = files.openSynchronous(writer.header());
        if (file == null) {
            return false;
        }
        writer.useSynchronous(file);
        return true;
    }

    @Override
    public long append(ByteBuffer payload) {
        return append(payload, RecordType.DATA.code(), 0, micros(null), null);
    }

    @Override
    public long append(LogEntry entry) {
        return append(
                entry.payload(),
                entry.type().code(),
                entry.transactionId(),
                micros(entry.time()),
                RecordCodec.attributes(entry));
    }

    private long append(ByteBuffer payload, int type, long transactionId, long time, byte @Nullable [] attributes) {
        int from = payload.position();
        int bytes = payload.remaining();
        int length = length(bytes, attributes);
        paced(length, NO_DEADLINE);
        while (true) {
            Batch batch = intake.open();
            long place = instruments.claim(batch, length, 1);
            if (place < 0) {
                awaitRoom(batch, place, length, NO_DEADLINE);
                continue;
            }
            fill(batch, place, payload, from, bytes, type, transactionId, time, attributes);
            if (commits.acknowledgesAtOnce()) {
                claimed(batch, place, length); // else we wait for it, and lead if nobody does: the writer may sleep on
            }
            commits.await(batch);
            return batch.lsn(place);
        }
    }

    @Override
    public PendingAppend submit(LogEntry entry) {
        PendingAppend pending = submit(entry, NO_DEADLINE);
        if (pending == null) {
            throw new IllegalStateException("a wait without end ended");
        }
        return pending;
    }

    @Override
    public OptionalLong tryAppend(LogEntry entry, Duration timeout) {
        PendingAppend pending = submit(
                entry, System.nanoTime() + Math.max(0, Math.min(DurableSignal.nanos(timeout), Long.MAX_VALUE / 4)));
        return pending == null ? OptionalLong.empty() : OptionalLong.of(pending.await());
    }

    private @Nullable PendingAppend submit(LogEntry entry, long deadline) {
        byte[] attributes = RecordCodec.attributes(entry);
        ByteBuffer payload = entry.payload();
        long time = micros(entry.time());
        int bytes = payload.remaining();
        int length = length(bytes, attributes);
        if (!paced(length, deadline)) {
            return null;
        }
        while (true) {
            Batch batch = intake.open();
            long place = instruments.claim(batch, length, 1);
            if (place < 0) {
                if (!awaitRoom(batch, place, length, deadline)) {
                    return null;
                }
                continue;
            }
            fill(
                    batch,
                    place,
                    payload,
                    payload.position(),
                    bytes,
                    entry.type().code(),
                    entry.transactionId(),
                    time,
                    attributes);
            claimed(batch, place, length);
            return new Append(commits, batch, batch.lsn(place));
        }
    }

    @Override
    public PendingAppend submitAll(List<LogEntry> given) {
        List<LogEntry> entries = List.copyOf(given);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a group of records to be appended has at least one");
        }
        List<byte @Nullable []> attributes = new ArrayList<>(entries.size());
        long[] times = new long[entries.size()];
        long sum = 0;
        for (LogEntry entry : entries) {
            byte[] own = RecordCodec.attributes(entry);
            times[attributes.size()] = micros(entry.time());
            attributes.add(own);
            sum += length(entry.payload().remaining(), own);
        }
        if (sum > largestBody) {
            throw new RecordTooLargeException(sum, largestBody);
        }
        int length = (int) sum;
        paced(length, NO_DEADLINE);
        while (true) {
            Batch batch = intake.open();
            long place = instruments.claim(batch, length, entries.size());
            if (place < 0) {
                awaitRoom(batch, place, length, NO_DEADLINE);
                continue;
            }
            fillAll(batch, place, entries, times, attributes);
            claimed(batch, place, length);
            return new Append(commits, batch, batch.lsn(place) + entries.size() - 1);
        }
    }

    private static void fillAll(
            Batch batch, long place, List<LogEntry> entries, long[] times, List<byte @Nullable []> attributes) {
        int at = Batch.at(place);
        try {
            for (int i = 0; i < entries.size(); i++) {
                LogEntry entry = entries.get(i);
                ByteBuffer payload = entry.payload();
                RecordCodec.encode(
                        batch.bytes(),
                        at,
                        payload,
                        payload.position(),
                        payload.remaining(),
                        entry.type().code(),
                        entry.transactionId(),
                        times[i],
                        attributes.get(i));
                at += RecordCodec.length(payload.remaining(), attributes.get(i));
            }
        } catch (Throwable e) {
            batch.spoil(e);
            throw e;
        } finally {
            batch.filled(entries.size());
        }
    }

    /** Encodes a record in its place. Whatever happens, the leader must not wait for it for ever. */
    private static void fill(
            Batch batch,
            long place,
            ByteBuffer payload,
            int from,
            int bytes,
            int type,
            long transactionId,
            long time,
            byte @Nullable [] attributes) {
        try {
            RecordCodec.encode(
                    batch.bytes(), Batch.at(place), payload, from, bytes, type, transactionId, time, attributes);
        } catch (Throwable e) {
            batch.spoil(e);
            throw e;
        } finally {
            batch.filled(1);
        }
    }

    private long micros(@Nullable Instant time) {
        return RecordCodec.micros(time == null ? options.clock().instant() : time);
    }

    private int length(int bytes, byte @Nullable [] attributes) {
        if (bytes > options.maxRecordBytes()) {
            throw new RecordTooLargeException(bytes, options.maxRecordBytes());
        }
        return RecordCodec.length(bytes, attributes);
    }

    private boolean paced(int length, long deadline) {
        RateLimit limit = rate;
        return limit == null || limit.acquire(length, deadline);
    }

    private void claimed(Batch batch, long place, int length) {
        int half = batch.room() / 2;
        int before = (int) place;
        commits.claimed(before <= half && before + length > half);
    }

    /** After a claim that found no place: sees to it that another batch is opened, and waits for it. */
    private boolean awaitRoom(Batch batch, long why, int length, long deadline) {
        if (why == Batch.SHUT) {
            intake.awaitOther(batch);
            return true;
        }
        intake.wantRoom(batch, length);
        long begun = instruments.now();
        commits.turn();
        boolean there = intake.awaitRoom(batch, deadline);
        instruments.claimWaited(instruments.now() - begun);
        return there;
    }

    /** Does one step where there is no thread to do so. Returns whether there was work. */
    boolean step() {
        return commits.step();
    }

    /** What the writer thread does after a pause; for tests, which have no thread. */
    void idle() {
        steps.idleStep();
    }

    /** A checkpoint without what it removes by itself; for tests of what removes it. */
    void markOnly(long lsn) {
        steps.mark(lsn);
    }

    /** As if a caller's encoding had gone wrong. */
    void spoil(RuntimeException cause) {
        intake.open().spoil(cause);
    }

    /** Takes the lead, so that a test sees what gathers behind it. */
    void holdLead() {
        while (!commits.takeLead()) {
            Thread.onSpinWait();
        }
    }

    void giveLead() {
        commits.giveLead();
    }

    /** Whether the writer thread sleeps until somebody wakes it. */
    boolean writerSleeps() {
        return commits.writerSleeps();
    }

    long lastClaimed() {
        return intake.lastClaimed();
    }

    /** How many records wait for the next group. */
    long gathered() {
        Batch open = intake.open();
        return open.lastLsn() - open.firstLsn() + 1;
    }

    /** How many records the group has that is being written; called by its leader. */
    long beingWritten() {
        return intake.open().firstLsn() - 1 - steps.durableLsn();
    }

    boolean hasRoomFor(LogEntry entry) {
        return intake.open().hasRoomFor(length(entry.payload().remaining(), RecordCodec.attributes(entry)));
    }

    @Override
    public long sync() {
        awaitWish(Batch::wantSync);
        return steps.durableLsn();
    }

    /** Has the leader do something behind everything claimed so far, and waits for it. */
    private void awaitWish(Predicate<Batch> wish) {
        Batch batch = intake.open();
        while (!wish.test(batch)) {
            intake.awaitOther(batch);
            batch = intake.open();
        }
        commits.wanted();
        commits.awaitOutcome(batch);
    }

    /** The durable frames of the newest segment as they were noted last; {@code null} if it is not sealed. */
    @Nullable
    SegmentDigest frames() {
        return steps.frames();
    }

    /** The segments as they are now. */
    List<SegmentMeta> metas() {
        return steps.segments();
    }

    /** Where a caller does the work, whoever leads may be this one: he is not waited for. */
    @Override
    public Optional<SegmentDigest> newestFrames() {
        steps.wantFrames();
        boolean wait = options.sealing() != null && intake.refusal() == null && !commits.acknowledgesAtOnce();
        if (wait) {
            if (options.writerMode() == WriterMode.THREAD) {
                awaitWish(Batch::wantSync);
            } else if (intake.open().wantSync()) {
                commits.wanted();
            }
        }
        return Optional.ofNullable(steps.frames());
    }

    @Override
    public int checkpoint(long lsn) {
        steps.wantFrames();
        sync();
        anchoring.advance(this); // while the record that it compares is there
        CompactionResult result = offTheCommitPath(() -> {
            steps.mark(lsn);
            return steps.compact(Compaction.auto());
        });
        compressHere();
        return result.removed().size();
    }

    @Override
    public long checkpointLsn() {
        return steps.checkpointLsn();
    }

    @Override
    public CompactionResult compact(Compaction how) {
        intake.open(); // says so if the log is closed or failed
        if (checkpointLsn() == 1) {
            throw new NoCheckpointException(storage.describe(""), durableLsn());
        }
        if (how.endsSegment() && !how.isDryRun()) {
            awaitWish(Batch::wantRoll);
        }
        if (!how.isDryRun() && options.anchor() != null) {
            steps.wantFrames();
            sync();
            anchoring.advance(this); // while the frames that it compares are there
        }
        CompactionResult result = offTheCommitPath(() -> steps.compact(how));
        if (!how.isDryRun()) {
            compressHere();
        }
        return result;
    }

    @Override
    public KeyHolder keys() {
        intake.open(); // says so if the log is closed or failed
        KeyEpochs epochs = LogKeys.epochs(storage, options.sealing());
        return new LogKeys(
                storage,
                epochs,
                logId,
                steps::liveSegment,
                segment -> new SegmentResealing(
                        storage, files, Objects.requireNonNull(options.sealing()), epochs, segment),
                () -> {
                    sync(); // what a segment's LINK says of the one before is durable then
                    return steps.settledSegments();
                },
                this::exclusively,
                old -> preparer.renewArmed(old, options.random()::nextLong),
                () -> {
                    steps.rollEmptyToo();
                    awaitWish(Batch::wantRoll);
                });
    }

    /** Where no thread arms segments whoever leads does. */
    private void exclusively(Runnable task) {
        if (options.writerMode() == WriterMode.THREAD) {
            preparer.run(task);
            return;
        }
        for (int spins = 0; !commits.takeLead(); spins++) {
            intake.open(); // a closed log keeps the lead for good
            Intake.pause(spins);
        }
        try {
            task.run();
        } finally {
            commits.giveLead();
        }
    }

    private CompactionResult offTheCommitPath(Supplier<CompactionResult> task) {
        CompactionResult[] result = new CompactionResult[1];
        try {
            preparer.run(() -> result[0] = task.get());
        } catch (StorageException e) {
            commits.abandon(e);
            throw Objects.requireNonNull(intake.refusal());
        }
        return result[0];
    }

    @Override
    public LogReader read(long fromLsn) {
        return read(LogQuery.from(fromLsn));
    }

    @Override
    public LogReader read(LogQuery query) {
        requireNotClosed();
        return reading.reader(query);
    }

    @Override
    public LogCursor cursor(LogQuery query) {
        requireNotClosed();
        return reading.cursor(query);
    }

    @Override
    public LogTail tail(LogQuery query) {
        requireNotClosed();
        return reading.tail(query, steps.signal());
    }

    /** A log that has failed can still be read. */
    private void requireNotClosed() {
        RuntimeException refusal = intake.refusal();
        if (refusal instanceof LogClosedException) {
            throw refusal;
        }
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
    public WalMetrics metrics() {
        WalCompression compression = compressor == null ? WalCompression.NONE : compressor.done();
        return instruments.metrics(
                statistics(), steps.segments(), preparer, intake, compression, durableLsn(), recovery);
    }

    @Override
    public WalStatistics statistics() {
        return steps.statistics();
    }

    @Override
    public void close() {
        // first, so that nothing is taken any more when a second closer returns, which does not wait for this one
        intake.refuse(new LogClosedException(storage.describe("")));
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (compressor != null) {
            compressor.close();
        }
        try {
            commits.close();
        } finally {
            drained = true;
            steps.signal().wake();
            try {
                completions.close();
                anchoring.closing(reading, logId, steps.durableLsn(), steps.frames());
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
