// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.commit.StateStore;
import io.duramen.commit.Transaction;
import io.duramen.commit.merkle.Root;
import java.nio.charset.StandardCharsets;

/**
 * A large transaction that is given up: it deletes every record and adds a key that nobody put.
 *
 * @param changes how many changes it had
 * @param asBefore whether root and keys are as they were before
 */
record DemoRollback(int changes, boolean asBefore) {
    private static final byte[] NEVER = "given up".getBytes(StandardCharsets.UTF_8);

    /** Begins it and rolls it back. */
    static DemoRollback in(StateStore store, DemoInput input) {
        Root before = store.root();
        long keys = store.size();
        int changes = 0;
        try (Transaction transaction = store.begin()) {
            for (DemoInput.Pair record : input.records()) {
                transaction.delete(record.key());
                changes++;
            }
            transaction.put(NEVER, NEVER);
            changes++;
            transaction.rollback();
        }
        return new DemoRollback(
                changes, store.root().equals(before) && store.size() == keys && store.get(NEVER) == null);
    }
}
