// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFullException;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.SegmentDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What leads a group to the device, one step at a time: take a batch, write it as one frame, force it, settle it. Threads take
 * turns in production, a test calls the steps one by one; {@link GroupCommit} sees to it that one at a time does.
 */
final class WriterSteps {
    /** The next segment is armed once this part of the current one is used. */
    private static final int ARM_AT_PART = 4;

    /** Under {@code NONE}, write-back is begun whenever this much was written. */
    private static final int HINT_BYTES = 1 << 20;

    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final MarksFile marks;
    private final Intake intake;
    private final Preparer preparer;
    private final DurableSignal signal;
    private final Instruments instruments;

    private long advertisedLsn;
    private long hinted; // how far write-back was begun in the segment
    private boolean requested;
    private boolean failed;
    private volatile boolean drained;
    private @Nullable RuntimeException drainFailure;

    private final ReentrantLock segmentsLock = new ReentrantLock(); // over changes of the two below, and no I/O
    private volatile List<SegmentMeta> closed;
    private volatile SegmentWriter writer;
    private volatile Runnable settled = () -> {};
    private volatile boolean emptyToo; // whether the next roll that is wished for leaves a segment without records, too
    private volatile boolean linked = true; // whether the LINK of the segment being written was forced
    private volatile boolean framesWanted;
    private volatile @Nullable SegmentDigest frames; // durable ones, when they were wanted last; null if not sealed
    private @Nullable SegmentDigest framesBefore; // of the segment before, if the one being written was begun by a roll
    private volatile long durableLsn;
    private volatile long records;
    private volatile long rolls;
    private volatile WalStatistics before = new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    WriterSteps(
            Storage storage,
            WalOptions options,
            SegmentFiles files,
            MarksFile marks,
            Intake intake,
            Preparer preparer,
            List<SegmentMeta> closed,
            SegmentWriter writer,
            Instruments instruments) {
        this.storage = storage;
        this.options = options;
        this.files = files;
        this.marks = marks;
        this.intake = intake;
        this.preparer = preparer;
        this.signal = new DurableSignal(() -> durableLsn);
        this.closed = List.copyOf(closed);
        this.instruments = instruments;
        this.writer = writer;
        writer.watchedBy(instruments);
        writer.resetCounts();
        writer.publish();
        this.durableLsn = writer.chain().nextLsn() - 1;
        this.advertisedLsn = durableLsn;
        noteFrames(writer);
    }

    /**
     * Takes the open batch and brings it as far as the log promises.
     *
     * @return the batch, settled but not yet woken; {@code null} if there was none
     */
    @Nullable
    Batch step() {
        Batch batch = take();
        if (batch != null) {
            instruments.taken(batch);
            commit(batch);
            instruments.settled(batch);
            intake.release(batch);
        }
        return batch;
    }

    private @Nullable Batch take() {
        try {
            return intake.take();
        } catch (Error e) {
            poison(e, null); // no memory for the next batch: the open one is shut, and somebody waits for it
            throw e;
        }
    }

    private void commit(Batch batch) {
        try {
            checkPreparer();
            checkWhole(batch);
            write(batch);
            batch.settle(null);
            armNext();
        } catch (LogFullException full) {
            intake.reject(full, batch);
        } catch (RuntimeException e) {
            poison(e, batch);
        } catch (Error e) {
            poison(e, batch);
            if (options.writerMode() == WriterMode.CALLER) {
                throw e; // the caller did the work; with threads, who led by chance is no worse off than who waited
            }
        }
    }

    /** After a pause: writes down which record is durable, unforced, so that damage to the last frame is not taken for a tear. */
    void idleStep() {
        SegmentWriter current = writer;
        boolean full = !current.fits(0);
        if (!hasNews() || failed || drained || (full && preparer.armedSegments() == 0)) {
            return;
        }
        try {
            checkPreparer();
            if (full) {
                current = roll(0); // its LINK says the same
            } else {
                current.control(new byte[0], SegmentLayout.MARK, durableLsn);
            }
            current.writeStaged();
            advertisedLsn = durableLsn;
            current.publish();
        } catch (RuntimeException e) {
            poison(e, null);
        }
    }

    /** Whether a record became durable that no frame tells of yet. */
    boolean hasNews() {
        return advertisedLsn < durableLsn;
    }

    /** Notes which record is the first still needed. */
    void mark(long lsn) {
        if (lsn < firstLsn() || lsn > durableLsn + 1) {
            throw new RecordsRemovedException(storage.describe(""), lsn, firstLsn(), durableLsn);
        }
        var flying = instruments.checkpointBegins();
        marks.update(m -> m.withCheckpoint(Math.max(lsn, m.checkpointLsn())));
        instruments.checkpointed(flying, lsn);
    }

    long checkpointLsn() {
        return marks.current().checkpointLsn();
    }

    /** Removes segments below the checkpoint, off the commit path. */
    CompactionResult compact(Compaction how) {
        long needed = checkpointLsn();
        List<SegmentMeta> kept;
        boolean lastIsLinked;
        segmentsLock.lock();
        try {
            kept = segments();
            lastIsLinked = linked;
        } finally {
            segmentsLock.unlock();
        }
        List<SegmentMeta> removed = new ArrayList<>();
        // the last one is being written; a dry run tells of it as if a new one had been begun
        int last = how.isDryRun() && how.endsSegment() ? 0 : lastIsLinked ? 1 : 2; // a log begins with a LINK
        while (kept.size() > last && kept.get(0).lastLsn() < needed - how.kept()) {
            removed.add(kept.remove(0));
        }
        List<SegmentInfo> infos = removed.stream().map(s -> s.info(storage)).toList(); // while their files are there
        long bytes = infos.stream().mapToLong(SegmentInfo::storedBytes).sum();
        long firstLsn = kept.isEmpty() ? durableLsn + 1 : kept.get(0).firstLsn();
        if (!removed.isEmpty() && !how.isDryRun()) {
            var flying = instruments.compactionBegins();
            SegmentMeta lowest = kept.get(0);
            // into both slots: were the older one alone left, it would name segments that are gone
            marks.updateBoth(m -> m.withLowest(lowest.header().number(), lowest.firstLsn()));
            remove(removed, lowest);
            instruments.compacted(flying, needed, removed.size(), bytes);
        }
        return new CompactionResult(
                how.isDryRun(),
                needed,
                infos,
                removed.stream().mapToLong(s -> s.lastLsn() - s.firstLsn() + 1).sum(),
                bytes,
                firstLsn);
    }

    /** A segment that an opening went on behind may have seen a sync fail; its file is never written to again. */
    private void remove(List<SegmentMeta> removed, SegmentMeta lowest) {
        segmentsLock.lock();
        try {
            List<SegmentMeta> kept = new ArrayList<>(closed);
            kept.subList(0, removed.size()).clear();
            closed = List.copyOf(kept);
        } finally {
            segmentsLock.unlock();
        }
        int done = 0;
        for (SegmentMeta segment : removed) {
            options.progress().update("removing segments", done++, removed.size());
            SegmentMeta next = done < removed.size() ? removed.get(done) : lowest;
            boolean rolled = segment.header().writerEpoch() == next.header().writerEpoch();
            preparer.pool().retire(segment.header(), rolled);
        }
        storage.syncDirectory(LogNames.DIRECTORY);
        preparer.pool().settle();
        options.progress().update("removing segments", done, removed.size());
    }

    /** Does all that is left, marks the log as closed in order unless it failed, and closes the files. */
    void drain() {
        if (drained) {
            return;
        }
        Batch batch;
        while ((batch = step()) != null) {
            batch.wake();
        }
        Batch last = intake.takeLast();
        if (last != null && !last.isDone()) {
            instruments.taken(last);
            commit(last);
            instruments.settled(last);
            last.wake();
        }
        drained = true;
        preparer.close();
        try (marks;
                SegmentWriter current = writer) {
            if (!failed) {
                checkPreparer();
                seal(current);
                preparer.discard(current.header().number());
            }
        } catch (RuntimeException e) {
            poison(e, null);
            drainFailure = intake.refusal();
        } finally {
            preparer.abandon();
        }
    }

    /** Whether everything was done and the files are closed, or about to be. */
    boolean isDrained() {
        return drained;
    }

    /** Why the log could not be closed in order, or {@code null}. */
    @Nullable
    RuntimeException drainFailure() {
        return drainFailure;
    }

    long durableLsn() {
        return durableLsn;
    }

    DurableSignal signal() {
        return signal;
    }

    long firstLsn() {
        // the writer first: should it be replaced in between, its segment is among the closed ones
        SegmentWriter current = writer;
        List<SegmentMeta> before = closed;
        return before.isEmpty() ? current.firstLsn() : before.get(0).firstLsn();
    }

    /** The segments as they are now; the last one is the one being written. */
    List<SegmentMeta> segments() {
        segmentsLock.lock();
        try {
            List<SegmentMeta> all = new ArrayList<>(closed);
            all.add(writer.meta());
            return all;
        } finally {
            segmentsLock.unlock();
        }
    }

    /** The segments that will not be written to any more, each with a successor whose LINK was forced. */
    List<SegmentMeta> settledSegments() {
        segmentsLock.lock();
        try {
            return linked || closed.isEmpty() ? closed : closed.subList(0, closed.size() - 1);
        } finally {
            segmentsLock.unlock();
        }
    }

    /** Has something done when there are more of them: by whoever leads, so it must neither wait nor touch a file. */
    void whenSettled(Runnable told) {
        settled = told;
    }

    /** The number of the segment being written. */
    long liveSegment() {
        return writer.header().number();
    }

    /** Has the frames noted that are durable when whoever leads has forced the next group. */
    void wantFrames() {
        framesWanted = true;
    }

    /** The durable frames of the newest segment as they were noted last; {@code null} if it is not sealed. */
    @Nullable
    SegmentDigest frames() {
        return frames;
    }

    private void noteFrames(SegmentWriter current) {
        noteFrames(current, current.chain());
    }

    /**
     * Notes the frames up to a place, all of them forced. An opening may write a segment that was begun by a roll once more, under
     * the same number, as long as nothing in it vouches for its LINK: until then the frames before it are what lasts.
     */
    private void noteFrames(SegmentWriter current, Chain upTo) {
        SegmentDigest before = framesBefore;
        if (current.header().sealed()) {
            frames = before == null || current.vouchesForItself()
                    ? upTo.frames(current.header().number())
                    : before;
        }
    }

    /** Has the next roll that is wished for done even if nothing was written since the last. */
    void rollEmptyToo() {
        emptyToo = true;
    }

    WalStatistics statistics() {
        segmentsLock.lock();
        try {
            return counts(writer);
        } finally {
            segmentsLock.unlock();
        }
    }

    private void write(Batch batch) {
        SegmentWriter current = writer;
        if (batch.records() > 0) {
            if (!current.fits(batch.length())) {
                current = roll(batch.length());
            }
            current.write(batch, 0, durableLsn);
            advertisedLsn = durableLsn;
        }
        if (batch.rollWanted() && (emptyToo || current.chain().nextLsn() > current.firstLsn())) {
            current = roll(0);
        }
        boolean durable = options.durability() != Durability.NONE || batch.syncWanted();
        if (!durable) {
            hintWriteBack(current);
        }
        if (durable) {
            current.force();
            if (!linked) {
                linked = true;
                settled.run();
            }
            if (framesWanted) {
                framesWanted = false;
                noteFrames(current);
            }
            if (options.durability() == Durability.FULL && batch.records() > 0) {
                long last = current.chain().nextLsn() - 1;
                long begun = instruments.now();
                marks.update(m -> m.withDurable(last));
                instruments.marksSynced(begun, last);
            }
        }
        acknowledge(current, batch.records(), durable);
    }

    /** Nothing forces these groups before the roll; begun early, that force has less left to do. It is no sync. */
    private void hintWriteBack(SegmentWriter current) {
        long whole = current.chain().end() & -SegmentLayout.BLOCK_BYTES;
        if (whole - hinted >= HINT_BYTES) {
            storage.hintWriteBack(LogNames.segment(current.header().number()), hinted, whole - hinted);
            hinted = whole;
        }
    }

    /** Readers must see the segment's new end no later than the number. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the leader writes
    private void acknowledge(SegmentWriter current, int count, boolean durable) {
        records += count;
        current.publish();
        if (durable) {
            durableLsn = current.chain().nextLsn() - 1;
            signal.advanced(durableLsn);
        }
    }

    private void armNext() {
        SegmentWriter current = writer;
        if (!requested && current.chain().end() * ARM_AT_PART > current.header().capacity()) {
            requested = true;
            preparer.request(headerAfter(current.header(), 0));
        }
    }

    /** Goes on in the armed segment. Its LINK is written together with the group that did not fit. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the leader writes
    private SegmentWriter roll(int bodyLength) {
        long begun = instruments.rollBegins();
        SegmentWriter old = writer;
        if (old.unsynced() || old.hasStaged()) {
            old.force(); // a LINK vouches for everything before it
            acknowledge(old, 0, true);
        }
        long needed = SegmentLayout.HEADER_BYTES
                + bodyLength
                + 2L * SegmentLayout.FRAME_HEADER_BYTES
                + 1024
                + 3L * old.header().blockSize();
        Armed armed = take(headerAfter(old.header(), needed), needed);
        SegmentWriter next = armed.writer(false, old.chain().nextLsn());
        LinkBody link = TailRecovery.linkTo(old.header(), old.chain(), 0, files.keyringGeneration(), false);
        next.watchedBy(instruments);
        next.control(link.encode(), SegmentLayout.LINK, durableLsn);
        framesBefore = next.header().sealed() ? old.chain().frames(old.header().number()) : null;
        old.publish();
        segmentsLock.lock();
        try {
            before = counts(old);
            List<SegmentMeta> all = new ArrayList<>(closed);
            all.add(old.meta());
            closed = List.copyOf(all);
            writer = next;
            linked = false;
            rolls++;
        } finally {
            segmentsLock.unlock();
        }
        requested = false;
        emptyToo = false;
        hinted = 0;
        old.close();
        instruments.rolled(begun, next.header());
        return next;
    }

    private Armed take(SegmentHeader header, long needed) {
        try {
            return preparer.take(header, needed);
        } catch (LogFullException full) {
            requested = false;
            if (options.durability() == Durability.NONE) {
                // records were acknowledged that now have no place
                throw full.getCause() instanceof StorageException noSpace ? noSpace : full;
            }
            throw full;
        }
    }

    private SegmentHeader headerAfter(SegmentHeader old, long needed) {
        long wanted = Math.min(old.capacity() * 2, options.maxSegmentBytes());
        long capacity = (Math.max(wanted, needed) + SegmentLayout.BLOCK_BYTES - 1) & -SegmentLayout.BLOCK_BYTES;
        return new SegmentHeader(
                old.logId(),
                old.number() + 1,
                options.random().nextLong(),
                capacity,
                old.sealed(),
                files.keyringId(),
                options.clock().millis(),
                old.writerEpoch(),
                old.blockSize());
    }

    private void seal(SegmentWriter last) {
        if (last.unsynced() || last.hasStaged()) {
            last.force();
            acknowledge(last, 0, true);
        }
        Chain before = last.chain().copy();
        byte[] body = new byte[SegmentLayout.SEAL_BYTES];
        Bytes.putLong(body, 0, durableLsn);
        Bytes.putLong(body, SegmentLayout.SEAL_FRAMES, before.frames());
        System.arraycopy(before.digestSoFar(), 0, body, SegmentLayout.SEAL_DIGEST, LinkBody.DIGEST_BYTES);
        if (last.fits(body.length)) {
            last.control(body, SegmentLayout.SEAL, durableLsn);
            last.force();
        }
        noteFrames(last, before);
    }

    /** Fails the log because of something no step expects, such as want of memory. */
    void abandon(Throwable fatal) {
        poison(fatal, null);
    }

    private void poison(Throwable cause, @Nullable Batch batch) {
        failed = true;
        intake.fail(cause, durableLsn, batch);
        signal.wake();
        instruments.failed(cause, durableLsn);
    }

    private void checkPreparer() {
        rethrow(preparer.trouble());
    }

    /** A place without a record cannot be left out: those behind it have their numbers. */
    private static void checkWhole(Batch batch) {
        rethrow(batch.spoiled());
    }

    private static void rethrow(@Nullable Throwable trouble) {
        if (trouble instanceof RuntimeException e) {
            throw e;
        }
        if (trouble instanceof Error e) {
            throw e;
        }
    }

    /** The figures of all segments finished before, and of one more. */
    private WalStatistics counts(SegmentWriter last) {
        return new WalStatistics(
                records,
                before.payloadBytes() + last.payloadBytes(),
                before.frames() + last.frames(),
                before.frameBytes() + last.frameBytes(),
                before.writes() + last.writes(),
                before.syncs() + last.syncs(),
                marks.syncs(),
                rolls);
    }
}
