// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.base.Progress;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.LineScan;
import io.duramen.legacy.families.LinesAgain;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The atomic-commit layer's log. A COMMIT counts wherever it stands, before its entry too. What the entries change is not kept
 * but read again, since a log may be many times what it comes to.
 */
final class AtomicLog {
    private final LegacySource source;
    private final String name;
    private final LineScan scan;
    private final List<Head> heads = new ArrayList<>();
    private final List<Naming> commits = new ArrayList<>();
    private final List<Naming> aborts = new ArrayList<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> committedIds = new HashSet<>();

    private AtomicLog(LegacySource source, String name) {
        this.source = source;
        this.name = name;
        this.scan = new LineScan(source, name);
    }

    /** What is kept of an entry. */
    record Head(long line, long offset, int length, String transactionId, boolean flag) implements LinesAgain.Place {
        static Head of(long line, long offset, int length, AtomicLine entry) {
            return new Head(line, offset, length, entry.transactionId(), entry.flag());
        }
    }

    /** A line that names a transaction. */
    record Naming(long line, String transactionId) {}

    static AtomicLog read(LegacySource source, String name, Progress progress) {
        AtomicLog log = new AtomicLog(source, name);
        log.scan.run(log::take, progress);
        return log;
    }

    private void take(long number, long offset, byte[] bytes) throws BadLineException {
        AtomicLine line = parsed(number, bytes);
        String id = line.transactionId();
        if (line.isEntry()) {
            heads.add(Head.of(number, offset, bytes.length, line));
            uses.merge(id, 1, Integer::sum);
        } else {
            commits.add(new Naming(number, id));
            committedIds.add(id);
        }
    }

    private AtomicLine parsed(long number, byte[] bytes) throws BadLineException {
        try {
            return AtomicLine.parse(bytes);
        } catch (BadLineException e) {
            String aborted = e.reason().equals("unknown_op") ? AtomicLine.abortOf(bytes) : null;
            if (aborted != null) {
                aborts.add(new Naming(number, aborted));
            }
            throw e.reason().equals("not_json") ? new BadLineException(e.reason(), AtomicLine.buriedIn(bytes)) : e;
        }
    }

    boolean isCommitted(Head head) {
        return head.flag() || committedIds.contains(head.transactionId());
    }

    /** Reads entries again. */
    <T> Iterable<T> again(List<Head> which, BiFunction<Head, AtomicLine, T> made) {
        return new LinesAgain<>(source, name, which, (head, bytes) -> {
            AtomicLine line = AtomicLine.parse(bytes);
            if (!line.isEntry() || !head.equals(Head.of(head.line(), head.offset(), bytes.length, line))) {
                throw new BadLineException("replaced");
            }
            return made.apply(head, line);
        });
    }

    List<Head> heads() {
        return heads;
    }

    List<Head> committed() {
        return heads.stream().filter(this::isCommitted).toList();
    }

    List<Head> uncommitted() {
        return heads.stream().filter(head -> !isCommitted(head)).toList();
    }

    /** COMMIT lines of a transaction that had one before. */
    List<Naming> duplicateCommits() {
        Set<String> seen = new HashSet<>();
        return commits.stream()
                .filter(commit -> !seen.add(commit.transactionId()))
                .toList();
    }

    /** COMMIT lines of a transaction without an entry. */
    List<Naming> orphanCommits() {
        return commits.stream()
                .filter(commit -> !uses.containsKey(commit.transactionId()))
                .toList();
    }

    List<Naming> aborts() {
        return aborts;
    }

    /** Ids of several entries, which a COMMIT cannot tell apart. */
    List<String> duplicateIds() {
        Set<String> ids = new LinkedHashSet<>();
        for (Head head : heads) {
            if (uses.getOrDefault(head.transactionId(), 0) > 1) {
                ids.add(head.transactionId());
            }
        }
        return List.copyOf(ids);
    }

    LineScan scan() {
        return scan;
    }
}
