// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.base.Event;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Moves a store's anchor on, to the last version that is durable: on a thread of its own, so that no transaction waits for it,
 * or, if the log has no thread either, on the caller.
 */
final class AnchorKeeper implements AutoCloseable {
    private final Anchor anchor;
    private final WriteAheadLog log;
    private final Sequencer sequencer;
    private final Checkpoints checkpoints;
    private final UUID storeId;
    private final StoreOptions options;
    private final @Nullable OwnThread thread;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong generation;
    private final AtomicBoolean due = new AtomicBoolean();

    AnchorKeeper(Anchor anchor, StoreOptions options, WriteAheadLog log, Sequencer sequencer, Checkpoints checkpoints) {
        this.anchor = anchor;
        this.options = options;
        this.log = log;
        this.storeId = log.logId();
        this.sequencer = sequencer;
        this.checkpoints = checkpoints;
        this.generation = new AtomicLong(checkpoints.newest().generation());
        this.thread = options.wal().writerMode() == WriterMode.CALLER
                ? null
                : new OwnThread("duramen-anchor-" + storeId.toString().substring(0, 8));
    }

    /** Counts a transaction, and has the anchor moved if enough have come together or a checkpoint was written since. */
    void committed() {
        boolean enough = commits.incrementAndGet() >= options.anchorCommits();
        boolean checkpointed = generation.get() != checkpoints.newest().generation();
        if (enough || checkpointed) {
            wanted();
        }
    }

    /** Has the anchor moved soon, or now if there is no thread to do so. */
    void wanted() {
        if (due.compareAndSet(false, true)) {
            OwnThread own = thread;
            if (own == null) {
                follow();
            } else {
                boolean unused = own.offer(this::follow); // or closed meanwhile, which moves it too
            }
        }
    }

    /** Moves the anchor to the last durable version. */
    void move() {
        anchor.advance(now());
    }

    /** Puts the anchor to the last durable version, wherever it was. */
    void reset() {
        anchor.reset(now());
    }

    private AnchorMark now() {
        Version version = sequencer.durable();
        return new AnchorMark(
                storeId,
                LogSideAnchor.keyringGeneration(options),
                version.lsn(),
                version.map().root().toString(),
                log.newestFrames().orElse(null));
    }

    /** An anchor that stays behind protects less; what was committed is none the less so. */
    private void follow() {
        due.set(false);
        commits.set(0);
        generation.set(checkpoints.newest().generation());
        try {
            move();
        } catch (DuramenException e) {
            System.getLogger("io.duramen.commit")
                    .log(System.Logger.Level.WARNING, "the anchor stays behind: " + e.getMessage());
            tell(e);
        }
    }

    private void tell(DuramenException e) {
        Map<String, Object> facts =
                Map.of("storeId", storeId.toString(), "code", e.code(), "message", "" + e.getMessage());
        try {
            options.wal().events().accept(new Event(options.wal().clock().instant(), "anchor.failed", facts));
        } catch (RuntimeException sinkFailed) {
            System.getLogger("io.duramen.commit")
                    .log(System.Logger.Level.WARNING, "nobody was told: " + sinkFailed.getMessage());
        }
    }

    /** Moves the anchor a last time and ends the thread. */
    @Override
    public void close() {
        OwnThread own = thread;
        if (own == null) {
            follow();
            return;
        }
        boolean unused =
                own.offer(this::follow); // there and not here: the caller may be interrupted, which closes files
        own.close();
    }
}
