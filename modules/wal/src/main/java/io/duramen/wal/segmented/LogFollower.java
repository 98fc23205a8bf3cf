// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.RecordsRemovedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at the files of a log that another process writes: which segments there are now, and what they say of each other. */
final class LogFollower {
    private final Storage storage;
    private final SegmentFiles files;
    private final UUID logId;
    private final BooleanSupplier closed;

    LogFollower(Storage storage, SegmentFiles files, UUID logId, BooleanSupplier closed) {
        this.storage = storage;
        this.files = files;
        this.logId = logId;
        this.closed = closed;
    }

    /**
     * A segment that is in use: its LINK is there.
     *
     * @param header what it says of itself
     * @param link what it says of the segment before
     * @param firstLsn the first record in it
     */
    record Successor(SegmentHeader header, LinkBody link, long firstLsn) {}

    void requireOpen() {
        if (closed.getAsBoolean()) {
            throw new LogClosedException(storage.describe(""));
        }
    }

    /** The last record the marks say was durable; throws if they say that a record that is wanted was removed. */
    long vouchedByMarks(long wanted) {
        Marks marks = MarksFile.read(storage, new ArrayList<>());
        long vouched = Math.max(marks.durableLsn(), marks.checkpointLsn() - 1);
        if (wanted < marks.lowestLsn()) {
            throw new RecordsRemovedException(
                    storage.describe(""), wanted, marks.lowestLsn(), Math.max(vouched, marks.lowestLsn() - 1));
        }
        return vouched;
    }

    /** The segment a record is in or will be in; {@code null} if none says so. */
    @Nullable
    Successor find(long lsn) {
        List<Long> numbers = new LogDirectory(storage).segments();
        for (int i = numbers.size() - 1; i >= 0; i--) {
            Successor segment = linked(numbers.get(i), lsn);
            if (segment != null && segment.firstLsn() <= lsn) {
                return segment;
            }
        }
        return null;
    }

    /** The segment behind another one; {@code null} if it is not in use yet. */
    @Nullable
    Successor successor(FrameWalk of) {
        return linked(of.header().number() + 1, of.nextLsn());
    }

    /** Whether a segment's name is gone, or has gone to another one. */
    boolean isReplaced(FrameWalk of) {
        SegmentHeader now = header(of.header().number(), of.nextLsn());
        return now == null || now.salt() != of.header().salt();
    }

    FrameWalk open(Successor segment) {
        return files.read(segment.header(), segment.firstLsn()).walk();
    }

    /**
     * Checks that a segment, read up to the end its successor names, is the one that one means. It may have been read further:
     * what one recovery wrote again and forced, the next one writes again once more.
     */
    void checkBoundary(FrameWalk walk, Successor after) {
        LinkBody link = after.link();
        if (walk.end() > link.previousEnd() && walk.nextLsn() - 1 <= link.copiedLastLsn()) {
            return;
        }
        if (walk.end() != link.previousEnd()
                || walk.nextLsn() != link.previousLastLsn() + 1
                || walk.frames() != link.previousFrames()
                || walk.previousHeaderCrc() != link.previousHeaderCrc()
                || !Arrays.equals(walk.tag(), link.previousTag())) {
            throw new CorruptLogException(
                    walk.fullName(),
                    walk.end(),
                    walk.nextLsn(),
                    "the end the next segment links to, byte " + link.previousEnd() + " behind record "
                            + link.previousLastLsn(),
                    "another last frame",
                    "that segment was written after it");
        }
    }

    KeyRefusedException locked(String what) {
        return SegmentFiles.locked(what);
    }

    private @Nullable Successor linked(long number, long lsn) {
        SegmentHeader header = header(number, lsn);
        if (header == null) {
            return null;
        }
        try (FrameWalk walk = files.read(header, FrameWalk.ANY).walk()) {
            if (!walk.next()) {
                return null;
            }
            return new Successor(header, LinkBody.decode(walk.body(), walk.bodyAt()), walk.firstLsn());
        } catch (StorageException e) {
            requireAbsent(e);
            return null;
        } catch (SealException e) {
            requireGone(number, e);
            return null;
        }
    }

    private @Nullable SegmentHeader header(long number, long lsn) {
        try {
            return storage.exists(LogNames.segment(number))
                    ? files.header(number, logId, lsn, new ArrayList<>())
                    : null;
        } catch (StorageException e) {
            requireAbsent(e);
            return null;
        } catch (CorruptLogException e) {
            requireGone(number, e);
            return null;
        }
    }

    /** A file that was opened under its name may have lost that and become another segment. */
    private void requireGone(long number, RuntimeException e) {
        if (storage.exists(LogNames.segment(number))) {
            throw e;
        }
    }

    /** A file that was there a moment ago was removed by a checkpoint. */
    private static void requireAbsent(StorageException e) {
        if (e.kind() != StorageException.Kind.NOT_FOUND) {
            throw e;
        }
    }
}
