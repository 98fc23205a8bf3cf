// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.wal.WalCompression;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compresses segments that are full, the oldest first, one at a time. It has a thread of its own: forcing a large file cannot be
 * broken off, and the next segment must be armed meanwhile. Nothing it meets fails the log, which needs nothing it does.
 *
 * <p>A thread loops over {@link #step} in production; without one, whoever removes segments does the steps.
 */
final class Compressor {
    private final CompressedSegments segments;
    private final SegmentFiles files;
    private final Supplier<List<SegmentMeta>> settled;
    private final Instruments instruments;
    private final @Nullable Thread thread;

    private volatile boolean stopped;
    private volatile WalCompression done = WalCompression.NONE; // written by one thread at a time
    private long behind; // every segment up to this one is compressed, or stays as it is

    /**
     * @param settled tells of the segments that will not be written to any more, oldest first
     * @param threadName {@code null} for no thread
     */
    Compressor(
            CompressedSegments segments,
            SegmentFiles files,
            Supplier<List<SegmentMeta>> settled,
            Instruments instruments,
            @Nullable String threadName) {
        this.segments = segments;
        this.files = files;
        this.settled = settled;
        this.instruments = instruments;
        this.thread = threadName == null ? null : new Thread(this::loop, threadName);
        if (thread != null) {
            thread.setDaemon(true);
        }
    }

    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Another segment may be settled. Called by whoever leads; does not wait, and touches no file. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Does all there is to do, if nobody else does. */
    void run() {
        while (thread == null && step()) {
            // the next one
        }
    }

    WalCompression done() {
        return done;
    }

    /** Ends the thread. What it was at is given up, not finished. */
    void close() {
        stopped = true;
        if (thread == null) {
            return;
        }
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!stopped) {
            if (!step()) {
                LockSupport.park(this);
            }
        }
    }

    /** Compresses the oldest segment that is not yet; returns whether there was one. */
    boolean step() {
        for (SegmentMeta segment : stopped ? List.<SegmentMeta>of() : settled.get()) {
            long number = segment.header().number();
            if (number > behind) {
                if (!CompressedIndex.canHold(segment.header()) || !segments.isPlain(number)) {
                    behind = number;
                } else {
                    return compress(segment);
                }
            }
        }
        return false;
    }

    private boolean compress(SegmentMeta segment) {
        try {
            long size = new SegmentCompression(segments, files, segment, () -> stopped).run();
            behind = segment.header().number();
            if (size > 0) {
                done = done.and(segment.header().capacity(), size);
            }
            return true;
        } catch (RuntimeException e) {
            boolean later = e instanceof StorageException failure && failure.kind() == Kind.NO_SPACE;
            stopped = !later; // space may come back; of anything else a second attempt would know no more
            instruments.compressionFailed(segment.header(), e);
            return false;
        }
    }
}
