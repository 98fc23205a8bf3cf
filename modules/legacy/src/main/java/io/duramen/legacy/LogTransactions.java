// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a log of JSON lines, read as the predecessors read it: what is not one of their three objects is
 * skipped and reported, wherever it stands.
 *
 * @param entries the transactions, in the order of the file
 * @param duplicateCommits COMMIT lines of a transaction that had one before
 * @param orphanCommits COMMIT lines of a transaction that is not there: its changes were lost from the log
 * @param duplicateIds ids used by several entries; their COMMITs cannot be told apart, so all of them count as committed
 * @param skipped lines that are none of the three, the torn one included
 * @param tornTail what a write that never finished left at the end, or {@code null}
 */
public record LogTransactions(
        List<LoggedTransaction> entries,
        List<CommitLine> duplicateCommits,
        List<CommitLine> orphanCommits,
        List<String> duplicateIds,
        List<SkippedLine> skipped,
        @Nullable TornTail tornTail) {

    /** Copies the lists. */
    public LogTransactions {
        entries = List.copyOf(entries);
        duplicateCommits = List.copyOf(duplicateCommits);
        orphanCommits = List.copyOf(orphanCommits);
        duplicateIds = List.copyOf(duplicateIds);
        skipped = List.copyOf(skipped);
    }

    /**
     * A COMMIT line.
     *
     * @param line its number, from 1
     * @param transactionId whom it commits
     */
    public record CommitLine(long line, String transactionId) {}

    /**
     * A line that was not understood.
     *
     * @param line its number, from 1
     * @param offset its first byte's place in the file
     * @param reason {@code torn_tail}, {@code not_utf8}, {@code not_json}, {@code not_an_object}, {@code missing_field}, {@code
     *     wrong_type}, {@code unknown_op}, {@code checksum_mismatch} or {@code too_long}
     */
    public record SkippedLine(long line, long offset, String reason) {}

    /**
     * What a write that never finished left.
     *
     * @param line the number of its first line, from 1
     * @param offset its first byte's place in the file
     * @param bytes how many bytes there are
     */
    public record TornTail(long line, long offset, long bytes) {}

    /**
     * Returns the transactions that are not committed.
     *
     * @return them, in the order of the file
     */
    public List<LoggedTransaction> uncommitted() {
        return entries.stream().filter(entry -> !entry.committed()).toList();
    }

    /**
     * Applies the committed transactions in the order of the file, as a replay does.
     *
     * @return the last value of each key as JSON text, deleted keys left out, in a new map
     */
    public Map<String, String> replay() {
        Map<String, String> state = new LinkedHashMap<>();
        for (LoggedTransaction entry : entries) {
            if (entry.committed()) {
                state.putAll(entry.changes().values());
                entry.changes().deleted().forEach(state::remove);
            }
        }
        return state;
    }
}
