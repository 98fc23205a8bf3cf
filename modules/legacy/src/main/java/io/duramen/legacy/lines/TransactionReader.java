// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.Changes;
import io.duramen.legacy.LogTransactions;
import io.duramen.legacy.LogTransactions.CommitLine;
import io.duramen.legacy.LogTransactions.SkippedLine;
import io.duramen.legacy.LogTransactions.TornTail;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.StorageFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads transactions as the predecessors do: what is not understood is skipped, and a COMMIT counts wherever it stands. */
final class TransactionReader {
    private final List<LoggedTransaction> entries = new ArrayList<>();
    private final List<CommitLine> commits = new ArrayList<>();
    private final List<SkippedLine> skipped = new ArrayList<>();
    private long line;

    /** Reads lines up to a place; ids that are not wanted are left out. */
    TransactionReader read(StorageFile file, long end, Predicate<String> wanted) {
        RawLines source = new RawLines(file::read, 0, end);
        while (source.advance()) {
            line++;
            if (!source.isBlank()) {
                read(source, wanted);
            }
        }
        return this;
    }

    private void read(RawLines source, Predicate<String> wanted) {
        try {
            Line found = LineParser.parse(source);
            String id = found.transactionId();
            if (!wanted.test(id)) {
                return;
            }
            if (found.isEntry()) {
                entries.add(new LoggedTransaction(
                        line, found.oldStyle(), id, changes(found), found.timestamp(), found.committed()));
            } else if (found.isCommit()) {
                commits.add(new CommitLine(line, id));
            }
        } catch (BadLineException e) {
            skipped.add(new SkippedLine(line, source.offset(), e.reason()));
        }
    }

    private static Changes changes(Line line) {
        Changes changes = Changes.of(line.payload());
        if (changes == null) {
            throw new IllegalStateException("an entry without changes");
        }
        return changes;
    }

    /** The transactions, given that the log is torn at some place. */
    LogTransactions report(long tornOffset, long tornBytes) {
        TornTail torn = null;
        if (tornBytes > 0) {
            line++;
            torn = new TornTail(line, tornOffset, tornBytes);
            skipped.add(new SkippedLine(line, tornOffset, "torn_tail"));
        }
        return report(torn);
    }

    private LogTransactions report(@Nullable TornTail torn) {
        Map<String, Integer> uses = new HashMap<>();
        entries.forEach(entry -> uses.merge(entry.transactionId(), 1, Integer::sum));
        Set<String> committed = new HashSet<>();
        List<CommitLine> again = new ArrayList<>();
        List<CommitLine> orphans = new ArrayList<>();
        for (CommitLine commit : commits) {
            if (!committed.add(commit.transactionId())) {
                again.add(commit);
            }
            if (!uses.containsKey(commit.transactionId())) {
                orphans.add(commit);
            }
        }
        Set<String> duplicates = new LinkedHashSet<>();
        List<LoggedTransaction> judged = new ArrayList<>();
        for (LoggedTransaction entry : entries) {
            String id = entry.transactionId();
            if (uses.getOrDefault(id, 0) > 1) {
                duplicates.add(id);
            }
            judged.add(new LoggedTransaction(
                    entry.line(),
                    entry.oldStyle(),
                    id,
                    entry.changes(),
                    entry.timestamp(),
                    entry.committed() || committed.contains(id)));
        }
        return new LogTransactions(judged, again, orphans, List.copyOf(duplicates), skipped, torn);
    }
}
