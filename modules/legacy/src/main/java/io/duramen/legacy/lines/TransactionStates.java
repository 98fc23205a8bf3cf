// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which transactions the log holds and whether they are committed, and which are being written right now. One small entry a
 * transaction, until a compaction drops it; changes are not kept.
 */
final class TransactionStates {
    private final Map<String, State> states = new HashMap<>(); // guarded by this
    private final Map<String, CompletableFuture<Boolean>> underWay = new HashMap<>(); // guarded by this

    /** What is known of a transaction. */
    enum State {
        PREPARED,
        COMMITTED,
        /** Committed by a line ahead of the one that prepares it, or by one whose entry is lost. */
        ORPHAN
    }

    /**
     * What a line does to a transaction.
     *
     * @param transactionId whose
     * @param commits whether it is committed by it
     * @param prepares whether it is prepared by it
     */
    record Step(String transactionId, boolean commits, boolean prepares) {

        /** What a line does, or {@code null}. */
        static @Nullable Step of(Line line) {
            if (line.mark() != null || (!line.isEntry() && !line.isCommit())) {
                return null;
            }
            return new Step(line.transactionId(), line.committed() || line.isCommit(), line.isEntry());
        }
    }

    synchronized void apply(Step step) {
        State before = states.get(step.transactionId());
        boolean known = step.prepares() || before == State.PREPARED || before == State.COMMITTED;
        boolean committed = step.commits() || before == State.COMMITTED || before == State.ORPHAN;
        states.put(step.transactionId(), !known ? State.ORPHAN : committed ? State.COMMITTED : State.PREPARED);
    }

    synchronized @Nullable State get(String transactionId) {
        return states.get(transactionId);
    }

    synchronized Set<String> prepared() {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == State.PREPARED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Forgets all but these; what is under way stays. */
    synchronized void forget(Set<String> transactionIds) {
        states.keySet().removeAll(transactionIds);
    }

    /** Begins to write a line for a transaction; returns the one that is being written already, or {@code null}. */
    synchronized @Nullable CompletableFuture<Boolean> begin(String transactionId) {
        return underWay.putIfAbsent(transactionId, new CompletableFuture<>());
    }

    /** Ends what {@link #begin} began. */
    synchronized void end(String transactionId) {
        CompletableFuture<Boolean> over = underWay.remove(transactionId);
        if (over != null) {
            over.complete(true);
        }
    }
}
