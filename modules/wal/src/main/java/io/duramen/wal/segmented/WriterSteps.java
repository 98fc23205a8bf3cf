// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFullException;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log's writer does, one step at a time: take a group, write it as one frame, force it, acknowledge it. A thread loops
 * over the steps in production, a test calls them one by one. One thread at a time; the lock of this object sees to that.
 */
final class WriterSteps {
    private static final int GROUP_BYTES = 1 << 20;

    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final MarksFile marks;
    private final Intake intake;
    private final Group group = new Group();
    private final List<Append> taken = new ArrayList<>();

    private SegmentWriter writer;
    private long segmentFirstLsn;
    private long advertisedLsn;
    private boolean failed;
    private boolean drained;
    private @Nullable RuntimeException drainFailure;

    private volatile List<SegmentMeta> closed;
    private volatile SegmentMeta current;
    private volatile long durableLsn;
    private volatile WalStatistics statistics = new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0);
    private long records;
    private long payloadBytes;
    private long rolls;
    private WalStatistics before = statistics;

    WriterSteps(
            Storage storage,
            WalOptions options,
            SegmentFiles files,
            MarksFile marks,
            Intake intake,
            List<SegmentMeta> closed,
            SegmentWriter writer,
            long segmentFirstLsn) {
        this.storage = storage;
        this.options = options;
        this.files = files;
        this.marks = marks;
        this.intake = intake;
        this.closed = List.copyOf(closed);
        this.writer = writer;
        writer.resetCounts();
        this.segmentFirstLsn = segmentFirstLsn;
        this.durableLsn = writer.chain().nextLsn() - 1;
        this.advertisedLsn = durableLsn;
        this.current = SegmentMeta.of(writer.header(), segmentFirstLsn, writer.chain());
    }

    /** Does what there is to do next. Returns false if there was nothing. */
    synchronized boolean step() {
        Task task = intake.takeTask();
        if (task != null) {
            runTask(task);
            return true;
        }
        intake.takeGroup(GROUP_BYTES, taken);
        if (taken.isEmpty()) {
            return false;
        }
        try {
            writeGroup();
            acknowledge();
        } catch (LogFullException full) {
            intake.reject(full, writer.chain().nextLsn(), taken);
        } catch (RuntimeException e) {
            poison(e);
        }
        taken.clear();
        return true;
    }

    /** After a pause: writes down which record is durable, unforced, so that damage to the last frame is not taken for a tear. */
    synchronized void idleStep() {
        if (!hasNews() || failed || drained || !writer.fits(0)) {
            return;
        }
        try {
            writer.writeControl(new byte[0], SegmentLayout.MARK, durableLsn);
            advertisedLsn = durableLsn;
            publish();
        } catch (RuntimeException e) {
            poison(e);
        }
    }

    /** Whether a record became durable that no frame tells of yet. */
    boolean hasNews() {
        return advertisedLsn < durableLsn;
    }

    /** Forces what was written; run as a task. */
    void forceNow() {
        if (writer.unsynced()) {
            writer.force();
        }
        becomeDurable();
    }

    /** Removes whole segments below a record; run as a task. Returns how many. */
    int checkpoint(long lsn) {
        forceNow();
        if (lsn < firstLsn() || lsn > durableLsn + 1) {
            throw new RecordsRemovedException(storage.describe(""), lsn, firstLsn(), durableLsn);
        }
        List<SegmentMeta> kept = new ArrayList<>(closed);
        List<SegmentMeta> removed = new ArrayList<>();
        while (!kept.isEmpty() && kept.get(0).lastLsn() < lsn) {
            removed.add(kept.remove(0));
        }
        SegmentHeader lowest = kept.isEmpty() ? writer.header() : kept.get(0).header();
        long lowestLsn = kept.isEmpty() ? segmentFirstLsn : kept.get(0).firstLsn();
        long mark = Math.max(lsn, marks.current().checkpointLsn());
        marks.write(marks.current().withLowest(lowest.number(), lowestLsn, mark));
        if (!removed.isEmpty()) {
            // into the other slot as well: were it alone left, it would name segments that are gone
            marks.write(marks.current());
            closed = List.copyOf(kept);
            removed.forEach(
                    segment -> storage.delete(LogNames.segment(segment.header().number())));
            storage.syncDirectory(LogNames.DIRECTORY);
        }
        publish();
        return removed.size();
    }

    /** Does all that is left, marks the log as closed in order unless it failed, and closes the files. */
    synchronized void drain() {
        if (drained) {
            return;
        }
        while (step()) {
            // until nothing is left
        }
        drained = true;
        try (marks;
                SegmentWriter last = writer) {
            if (!failed) {
                seal(last);
            }
        } catch (RuntimeException e) {
            poison(e);
            drainFailure = intake.refusal();
        }
    }

    /** Why the log could not be closed in order, or {@code null}. */
    synchronized @Nullable RuntimeException drainFailure() {
        return drainFailure;
    }

    long durableLsn() {
        return durableLsn;
    }

    long firstLsn() {
        List<SegmentMeta> before = closed;
        return before.isEmpty() ? current.firstLsn() : before.get(0).firstLsn();
    }

    /** The segments as they are now; the last one is the one being written. */
    List<SegmentMeta> segments() {
        // read in this order: a roll between the two reads can only make the list end one segment earlier or repeat one
        SegmentMeta now = current;
        List<SegmentMeta> all = new ArrayList<>(closed);
        all.removeIf(s -> s.header().number() >= now.header().number());
        all.add(now);
        return all;
    }

    WalStatistics statistics() {
        return statistics;
    }

    private void runTask(Task task) {
        if (failed) {
            task.complete(intake.refusal());
            return;
        }
        try {
            task.run();
            task.complete(null);
        } catch (RecordsRemovedException refused) {
            task.complete(refused);
        } catch (RuntimeException | Error e) {
            poison(e);
            task.complete(intake.refusal());
        }
    }

    private void writeGroup() {
        group.clear();
        for (Append append : taken) {
            group.add(append.record());
        }
        if (!writer.fits(group.length())) {
            roll(group.length());
        }
        writer.write(group, 0, durableLsn);
        advertisedLsn = durableLsn;
        if (options.durability() != Durability.NONE) {
            writer.force();
            if (options.durability() == Durability.FULL) {
                marks.write(marks.current().withDurable(writer.chain().nextLsn() - 1));
            }
        }
    }

    /** Everything written was forced. Readers must see the segment's new end no later than the number. */
    private void becomeDurable() {
        publish();
        durableLsn = writer.chain().nextLsn() - 1;
    }

    private void acknowledge() {
        for (Append append : taken) {
            records++;
            payloadBytes += RecordCodec.payloadLength(append.record());
        }
        if (options.durability() == Durability.NONE) {
            publish();
        } else {
            becomeDurable();
        }
        for (Append append : taken) {
            append.complete(null);
        }
    }

    /** Goes on in a new segment. What was written before is forced first, so that a LINK always vouches for it. */
    private void roll(int bodyLength) {
        if (writer.unsynced()) {
            forceNow();
        }
        SegmentHeader old = writer.header();
        long number = old.number() + 1;
        long needed = SegmentLayout.HEADER_BYTES + bodyLength + 2L * SegmentLayout.FRAME_HEADER_BYTES + 1024;
        long wanted = Math.min(old.capacity() * 2, options.maxSegmentBytes());
        long capacity = (Math.max(wanted, needed) + SegmentLayout.BLOCK_BYTES - 1) & -SegmentLayout.BLOCK_BYTES;
        SegmentHeader header = new SegmentHeader(
                old.logId(),
                number,
                options.random().nextLong(),
                capacity,
                old.sealed(),
                files.keyringId(),
                options.clock().millis(),
                old.writerEpoch());
        SegmentWriter next = arm(header);
        try {
            marks.write(marks.current().withHighest(number));
            LinkBody link = TailRecovery.linkTo(old, writer.chain(), 0, files.keyringGeneration(), false);
            next.writeControl(link.encode(), SegmentLayout.LINK, durableLsn);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(next, e);
            throw e;
        }
        SegmentMeta done = SegmentMeta.of(old, segmentFirstLsn, writer.chain());
        SegmentWriter finished = writer;
        List<SegmentMeta> all = new ArrayList<>(closed);
        all.add(done);
        closed = List.copyOf(all);
        segmentFirstLsn = next.chain().nextLsn();
        before = counts(finished);
        writer = next;
        rolls++;
        publish();
        finished.close();
    }

    private SegmentWriter arm(SegmentHeader header) {
        String temporary = LogNames.arming(header.number());
        SegmentWriter next = null;
        try {
            next = files.prepare(temporary, header, writer.chain().nextLsn());
            next.force();
            next.resetCounts();
            files.name(temporary, header.number());
            return next;
        } catch (StorageException e) {
            SegmentFiles.closeQuietly(next, e);
            if (e.kind() == StorageException.Kind.NO_SPACE && options.durability() != Durability.NONE) {
                files.deleteIfThere(temporary);
                throw new LogFullException(storage.describe(""), header.capacity(), e);
            }
            throw e; // under NONE, records were acknowledged that now have no place
        }
    }

    private void seal(SegmentWriter last) {
        if (last.unsynced()) {
            last.force();
            becomeDurable();
        }
        byte[] body = new byte[48];
        Bytes.putLong(body, 0, durableLsn);
        Bytes.putLong(body, 8, last.chain().frames());
        System.arraycopy(last.chain().digestSoFar(), 0, body, 16, LinkBody.DIGEST_BYTES);
        if (last.fits(body.length)) {
            last.writeControl(body, SegmentLayout.SEAL, durableLsn);
            last.force();
        }
    }

    /** Fails the log because of something no step expects, such as want of memory. */
    synchronized void abandon(Throwable fatal) {
        poison(fatal);
    }

    private void poison(Throwable cause) {
        failed = true;
        intake.fail(cause, durableLsn, taken);
        taken.clear();
    }

    /** The figures of all segments finished before, and of one more. */
    private WalStatistics counts(SegmentWriter last) {
        return new WalStatistics(
                records,
                payloadBytes,
                before.frames() + last.frames(),
                before.frameBytes() + last.frameBytes(),
                before.writes() + last.writes(),
                before.syncs() + last.syncs(),
                marks.syncs(),
                rolls);
    }

    private void publish() {
        current = SegmentMeta.of(writer.header(), segmentFirstLsn, writer.chain());
        statistics = counts(writer);
    }
}
