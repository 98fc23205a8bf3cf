// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.DuramenException;
import io.duramen.base.Event;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a log with its anchor when it is opened, and moves the anchor on when it was opened, at checkpoints and when it is
 * closed: only ever to what is durable, and never on an append's way.
 */
final class LogAnchoring {
    private static final String NOTHING = "0".repeat(64);
    private static final byte[] RECORD_LABEL = "duramen/v1 anchored record\0".getBytes(StandardCharsets.US_ASCII);

    private final Storage storage;
    private final WalOptions options;
    private final @Nullable Anchor anchor;
    private final AnchoredFrames frames;
    private @Nullable AnchorMark mark;
    private boolean accepted;
    private volatile boolean sound;

    LogAnchoring(Storage storage, WalOptions options, SegmentFiles files) {
        this.storage = storage;
        this.options = options;
        this.anchor = options.anchor();
        this.frames = new AnchoredFrames(storage, files);
    }

    /** Refuses to make a log where its anchor knows one. */
    void create(UUID logId) {
        read();
        if (mark != null) {
            reached(mark, logId, 0);
        }
    }

    /** Reads the anchor: before the log is read, so that what another process appends meanwhile is no alarm. */
    void read() {
        mark = anchor == null ? null : anchor.read().orElse(null);
    }

    /**
     * Refuses a log that does not reach as far as its anchor, or whose frames are not those it saw, while nothing of it is changed
     * yet.
     */
    void check(Marks marks, LogScan scan) {
        AnchorMark before = mark;
        if (before == null) {
            return;
        }
        reached(before, marks.logId(), scan.lastLsn());
        try {
            requireFrames(marks, scan.segments());
        } catch (TamperedLogException e) {
            accept(e);
        }
    }

    private void reached(AnchorMark before, UUID logId, long lastLsn) {
        try {
            before.requireReached(storage.describe(""), found(logId, lastLsn, null, null));
        } catch (RollbackDetectedException e) {
            accept(e);
        }
    }

    /** Refuses frames that are not those the anchor saw. */
    void requireFrames(Marks marks, List<SegmentMeta> segments) {
        SegmentDigest seen = seen(marks.logId());
        if (seen != null) {
            frames.require(seen, marks.lowestSegment(), segments);
        }
    }

    /** Refuses records that are not those the anchor saw, where an opening wrote them again. */
    void requireRepeated(UUID logId, List<SegmentMeta> segments, Function<Long, LogReader> log) {
        SegmentDigest seen = seen(logId);
        if (seen != null) {
            frames.requireRepeated(seen, segments, log);
        }
    }

    private @Nullable SegmentDigest seen(UUID logId) {
        return mark == null || accepted || !mark.logId().equals(logId) ? null : mark.frames();
    }

    /** Refuses a log whose history is another one, and moves the anchor on. Closes the log if it throws. */
    SegmentedLog opened(SegmentedLog log) {
        if (anchor == null) {
            return log;
        }
        try {
            compare(log);
            AnchorMark now = now(anchor, log::read, log.logId(), log.durableLsn(), log.frames());
            if (accepted) {
                anchor.reset(now);
            } else {
                anchor.advance(now);
            }
            sound = true;
            return log;
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(log, e);
            throw e;
        }
    }

    private void compare(SegmentedLog log) {
        AnchorMark before = mark;
        try {
            requireRepeated(log.logId(), log.metas(), log::read);
        } catch (TamperedLogException e) {
            accept(e);
        }
        if (before == null || accepted || before.digest() == null || before.lsn() < log.firstLsn()) {
            return; // a record that was removed cannot be compared
        }
        try {
            AnchorMark found = found(log.logId(), log.durableLsn(), null, null);
            before.requireDigest(storage.describe(""), found, digest(log::read, before.lsn()));
        } catch (RollbackDetectedException e) {
            accept(e);
        }
    }

    private void accept(WalException rollback) {
        if (!options.acceptRollback()) {
            throw rollback;
        }
        Map<String, Object> facts = new LinkedHashMap<>(rollback.details());
        options.events().accept(new Event(options.clock().instant(), "anchor.rollback-accepted", facts));
        accepted = true;
    }

    /** Moves the anchor on to what the last sync made durable. */
    void advance(SegmentedLog log) {
        if (anchor != null && sound) {
            anchor.advance(now(anchor, log::read, log.logId(), log.durableLsn(), log.frames()));
        }
    }

    /** Moves the anchor on a last time. A log that was closed in order is closed, even if its anchor stays behind. */
    void closing(Reading reading, UUID logId, long durableLsn, @Nullable SegmentDigest last) {
        if (anchor == null || !sound) {
            return;
        }
        try {
            anchor.advance(now(anchor, lsn -> reading.reader(LogQuery.from(lsn)), logId, durableLsn, last));
        } catch (DuramenException e) {
            System.getLogger("io.duramen.wal")
                    .log(System.Logger.Level.WARNING, "the anchor stays behind: " + e.getMessage());
        }
    }

    private AnchorMark now(
            Anchor to, Function<Long, LogReader> log, UUID logId, long lsn, @Nullable SegmentDigest newest) {
        return to.remembersDigests() ? found(logId, lsn, digest(log, lsn), newest) : found(logId, lsn, null, null);
    }

    private AnchorMark found(UUID logId, long lsn, @Nullable String digest, @Nullable SegmentDigest newest) {
        Sealing sealing = options.sealing();
        return new AnchorMark(logId, sealing == null ? 0 : sealing.generation(), lsn, digest, newest);
    }

    /** What stands for a record: SHA-256 over a label, its number, type and transaction, and its payload. */
    private static String digest(Function<Long, LogReader> log, long lsn) {
        if (lsn == 0) {
            return NOTHING;
        }
        try (LogReader reader = log.apply(lsn)) {
            LogRecord record = reader.iterator().next();
            ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
            head.putLong(record.lsn()).putInt(record.type().code()).putLong(record.transactionId());
            MessageDigest sha256 = Chain.sha256();
            sha256.update(RECORD_LABEL);
            sha256.update(head.array());
            sha256.update(record.payload());
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
