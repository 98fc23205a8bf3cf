// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.base.Progress;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.LineScan;
import io.duramen.legacy.families.LinesAgain;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sovereign store's log. The order of the file counts, and not the numbers, which begin at 1 again after a torn line. What
 * the records put is not kept but read again.
 */
final class SovereignLog {
    private final LegacySource source;
    private final String name;
    private final LineScan scan;
    private final List<Head> heads = new ArrayList<>();
    private final List<Regression> regressions = new ArrayList<>();
    private final Set<String> deletedKeys = new LinkedHashSet<>();

    private SovereignLog(LegacySource source, String name) {
        this.source = source;
        this.name = name;
        this.scan = new LineScan(source, name);
    }

    /** What is kept of a record. */
    record Head(
            long line,
            long offset,
            int length,
            long sequence,
            double time,
            @Nullable String rootBefore,
            @Nullable String rootAfter)
            implements LinesAgain.Place {
        static Head of(long line, long offset, int length, SovereignRecord record) {
            return new Head(
                    line, offset, length, record.sequence(), record.time(), record.rootBefore(), record.rootAfter());
        }
    }

    /** A number that is not above the one before it. */
    record Regression(long line, long offset, long sequence, long previous) {}

    static SovereignLog read(LegacySource source, String name, Progress progress) {
        SovereignLog log = new SovereignLog(source, name);
        log.scan.run(log::take, progress);
        return log;
    }

    private void take(long number, long offset, byte[] bytes) throws BadLineException {
        SovereignRecord record = SovereignRecord.parse(bytes);
        if (!heads.isEmpty()) {
            long previous = heads.get(heads.size() - 1).sequence();
            if (record.sequence() <= previous) {
                regressions.add(new Regression(number, offset, record.sequence(), previous));
            }
        }
        heads.add(Head.of(number, offset, bytes.length, record));
        if (!record.isPut()) {
            deletedKeys.add(record.key());
        }
    }

    /** Reads records again. */
    <T> Iterable<T> again(List<Head> which, BiFunction<Head, SovereignRecord, T> made) {
        return new LinesAgain<>(source, name, which, (head, bytes) -> {
            SovereignRecord record = SovereignRecord.parse(bytes);
            if (!head.equals(Head.of(head.line(), head.offset(), bytes.length, record))) {
                throw new BadLineException("replaced");
            }
            return made.apply(head, record);
        });
    }

    /** The records behind a line. */
    List<Head> after(long line) {
        return heads.stream().filter(head -> head.line() > line).toList();
    }

    /**
     * The line of the last record that is in a snapshot, 0 if none is. Of several records with the snapshot's number it is the
     * one with the snapshot's root; if there is none of that number, the last one that is not younger than the snapshot.
     */
    long lastLineIn(@Nullable Long sequence, @Nullable String root, double time) {
        long withRoot = -1;
        long withNumber = -1;
        long notYounger = 0;
        for (Head head : heads) {
            boolean older = head.time() <= time;
            if (older) {
                notYounger = head.line();
            }
            if (sequence == null || head.sequence() != sequence) {
                continue;
            }
            if (root != null && root.equals(head.rootAfter())) {
                withRoot = head.line();
            } else if (older) {
                withNumber = head.line();
            }
        }
        return withRoot >= 0 ? withRoot : withNumber >= 0 ? withNumber : notYounger;
    }

    /** Whether the log tells everything from an empty state on, as far as its first record shows. */
    boolean beginsEmpty() {
        if (heads.isEmpty()) {
            return false;
        }
        Head first = heads.get(0);
        boolean damagedBefore =
                !scan.skipped().isEmpty() && scan.skipped().get(0).line() < first.line();
        return damagedBefore || first.sequence() <= 1 || "empty".equals(first.rootBefore());
    }

    /** Whether nothing was ever written to it. */
    boolean isUnused() {
        return heads.isEmpty() && scan.skipped().isEmpty();
    }

    List<Head> heads() {
        return heads;
    }

    List<Regression> regressions() {
        return regressions;
    }

    Set<String> deletedKeys() {
        return deletedKeys;
    }

    LineScan scan() {
        return scan;
    }
}
