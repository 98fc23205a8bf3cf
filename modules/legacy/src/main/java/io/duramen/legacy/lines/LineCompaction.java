// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.lines.LiveFile.Part;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.WalOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Copies what is still needed of a log into a new file. Read twice: first to learn what becomes of each transaction, then to
 * copy. A transaction below the checkpoint that is pending, or committed only above it, is carried over.
 */
final class LineCompaction {
    private final Storage storage;
    private final WalOptions options;
    private final UUID logId;
    private final Part part;
    private final long checkpoint;
    private final Map<String, Fate> fates = new HashMap<>();
    private long below;
    private long bytesBelow;

    LineCompaction(Storage storage, WalOptions options, UUID logId, Part part, long checkpoint) {
        this.storage = storage;
        this.options = options;
        this.logId = logId;
        this.part = part;
        this.checkpoint = checkpoint;
    }

    /** What becomes of a transaction. */
    private static final class Fate {
        private long linesBelow;
        private long bytesBelow;
        private boolean committed;
        private boolean above;

        boolean isDropped() {
            return committed && !above;
        }
    }

    /** Learns what can go; returns how many records that is. */
    long plan() {
        forEachLine((line, source) -> {
            TransactionStates.Step step = TransactionStates.Step.of(line);
            boolean isBelow = line.lsn() < checkpoint;
            long bytes = source.next() - source.offset();
            below += isBelow ? 1 : 0;
            bytesBelow += isBelow ? bytes : 0;
            if (step != null) {
                Fate fate = fates.computeIfAbsent(step.transactionId(), id -> new Fate());
                fate.linesBelow += isBelow ? 1 : 0;
                fate.bytesBelow += isBelow ? bytes : 0;
                fate.committed |= step.commits();
                fate.above |= !isBelow;
            }
        });
        return below - carried();
    }

    /** How many bytes can go. */
    long removedBytes() {
        return bytesBelow
                - fates.values().stream()
                        .filter(fate -> !fate.isDropped())
                        .mapToLong(fate -> fate.bytesBelow)
                        .sum();
    }

    private long carried() {
        return fates.values().stream()
                .filter(fate -> !fate.isDropped())
                .mapToLong(fate -> fate.linesBelow)
                .sum();
    }

    /** The transactions that are dropped. */
    Set<String> dropped() {
        Set<String> ids = new HashSet<>();
        fates.forEach((id, fate) -> {
            if (fate.isDropped()) {
                ids.add(id);
            }
        });
        return ids;
    }

    void copy(Rewrite rewrite) {
        rewrite.mark(text(Mark.first(logId, carried(), checkpoint)), checkpoint - 1);
        forEachLine((line, source) -> {
            if (line.lsn() >= checkpoint) {
                rewrite.raw(source.line(), line.lsn());
            } else if (isCarried(line)) {
                rewrite.raw(source.line(), 0);
            }
        });
        rewrite.mark(text(Mark.later(logId, checkpoint, false)), part.lastLsn());
        rewrite.force();
    }

    private boolean isCarried(Line line) {
        TransactionStates.Step step = TransactionStates.Step.of(line);
        Fate fate = step == null ? null : fates.get(step.transactionId());
        return fate != null && !fate.isDropped();
    }

    private interface Body {
        void line(Line line, RawLines source);
    }

    private void forEachLine(Body body) {
        RawLines source = new RawLines(part.file()::read, 0, part.end());
        long last = 0;
        while (source.advance()) {
            try {
                Line line = LineParser.parse(source);
                if (line.mark() == null) {
                    last = line.lsn();
                    body.line(line, source);
                }
            } catch (BadLineException e) {
                throw new CorruptLogException(
                        storage.describe(LineNames.LOG),
                        source.offset(),
                        last + 1,
                        "record " + (last + 1),
                        e.found(),
                        "it was verified when the log was opened, or written since");
            }
        }
    }

    private String text(Mark mark) {
        return LineCodec.encode(
                mark, options.random().nextLong(), options.clock().instant());
    }
}
