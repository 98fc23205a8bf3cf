// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.store.State;
import io.duramen.commit.Changes;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.util.SplittableRandom;

/** Stores that goals measure. */
final class Stores {
    private static final int BATCH = 1000;

    /** Bytes of the payload of a transaction's record, and of a change in it, as {@code docs/formats/transaction.md} says. */
    private static final int HEADER_BYTES = 80;

    private static final int CHANGE_BYTES = 7 + State.KEY_BYTES + State.VALUE_BYTES;

    private Stores() {}

    /** Options under which no checkpoint is written but where one is asked for. */
    static StoreOptions withoutCheckpoints() {
        return StoreOptions.builder()
                .checkpointBytes(Long.MAX_VALUE)
                .checkpointCommits(Long.MAX_VALUE)
                .build();
    }

    /** How large the record of a transaction of so many keys is. */
    static int payloadBytes(int changes) {
        return HEADER_BYTES + changes * CHANGE_BYTES;
    }

    /** Puts keys from 0 on into a store, a thousand a transaction, one transaction after the other: in little memory. */
    static void fill(StateStore store, int keys) {
        SplittableRandom random = new SplittableRandom(keys);
        for (int first = 0; first < keys; first += BATCH) {
            int from = first;
            store.commit(changes -> {
                for (int i = from; i < Math.min(keys, from + BATCH); i++) {
                    changes.put(State.key(i), State.value(random));
                }
            });
        }
    }

    /** Waits for what was committed without a wait. */
    static void drain(StateStore store) {
        store.commit(changes -> {});
    }

    /** Sets some of a store's keys, one from each of as many stretches. */
    static void change(Changes changes, int keys, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) keys * i / count);
            int to = (int) ((long) keys * (i + 1) / count);
            changes.put(State.key(from + random.nextInt(to - from)), State.value(random));
        }
    }
}
